import { AppError } from '@jembatan/shared/errors';
import { source as sourceSchema } from '@jembatan/shared/rooms.view';
import {
  dtlsParameters,
  type IceServer,
  type RtpCapabilities,
  rtpCapabilities,
  rtpParameters,
  type TransportOptions,
} from '@jembatan/shared/rtp';
import { Device } from 'mediasoup-client';
import type { Transport } from 'mediasoup-client/types';
import type { output, ZodMiniType } from 'zod/mini';
import type { Ask } from './ask.ts';
import { encodingOf } from './encodings.ts';
import { engineCapabilities, engineParameters } from './engine-parameters.ts';
import type { Direction, MediaListener, Outgoing, RoomMedia } from './room-media.ts';

/** In the wire's form: absent in place of undefined, and nothing the contract does not know. */
function wire<S extends ZodMiniType>(schema: S, native: unknown): output<S> {
  return schema.parse(JSON.parse(JSON.stringify(native)));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function nativeServers(servers: readonly IceServer[]): RTCIceServer[] {
  return servers.map((server) => ({ ...server, urls: [...server.urls] }));
}

/** Passes the SFU both what the transport needs and its first requests. */
function wireSend(transport: Transport, ask: Ask, listener: MediaListener): void {
  transport.on('connect', ({ dtlsParameters: native }, done, fail) => {
    // Browsers may stay silent for ever when no address can be tried.
    listener.onPath('send', 'connecting');
    ask('transport:connect', {
      transportId: transport.id,
      dtlsParameters: wire(dtlsParameters, native),
    }).then(done, (error) => fail(asError(error)));
  });
  transport.on('produce', ({ kind, rtpParameters: native, appData }, done, fail) => {
    const source = sourceSchema.parse(appData.source);
    const request = {
      transportId: transport.id,
      kind,
      source,
      rtpParameters: wire(rtpParameters, native),
      paused: appData.paused === true,
    };
    ask('produce', request).then(
      ({ producerId, paused }) => {
        appData.startedPaused = paused;
        done({ id: producerId });
      },
      (error) => fail(asError(error)),
    );
  });
}

function wireReceive(transport: Transport, ask: Ask, listener: MediaListener): void {
  transport.on('connect', ({ dtlsParameters: native }, done) => {
    listener.onPath('recv', 'connecting');
    const resume = [...listener.firstConsumers()];
    ask('transport:connect', {
      transportId: transport.id,
      dtlsParameters: wire(dtlsParameters, native),
      resume,
    }).catch(() => {
      if (!transport.closed) listener.onPath('recv', 'failed');
    });
    // ICE needs no answer to this question: going on at once saves a round trip.
    done();
  });
}

function sent(transport: Transport, ask: Ask) {
  return async (
    track: MediaStreamTrack,
    { source, paused }: { source: string; paused: boolean },
  ): Promise<Outgoing> => {
    const appData = { source, paused, startedPaused: paused };
    const encoding = encodingOf(sourceSchema.parse(source));
    const producer = await transport.produce({
      track,
      ...encoding,
      stopTracks: false,
      disableTrackOnPause: false,
      appData,
    });
    return {
      producerId: producer.id,
      startedPaused: producer.appData.startedPaused,
      get isClosed() {
        return producer.closed;
      },
      replaceTrack: (next) => producer.replaceTrack({ track: next }),
      limitSize: (layer) => producer.setMaxSpatialLayer(layer),
      close: () => {
        if (producer.closed) return;
        producer.close();
        ask('producer:close', { producerId: producer.id }).catch(() => undefined);
      },
    };
  };
}

function transportOptions(
  { id, iceParameters, iceCandidates, dtlsParameters: dtls }: TransportOptions,
  servers: readonly IceServer[],
) {
  return {
    id,
    iceParameters,
    iceCandidates,
    dtlsParameters: dtls,
    iceServers: nativeServers(servers),
  };
}

/** Addresses are looked for while the browser still reads what it will receive. */
const gatherEarly = { iceCandidatePoolSize: 1 };

async function load(device: Device, capabilities: RtpCapabilities): Promise<void> {
  if (device.loaded) return;
  await device
    .load({ routerRtpCapabilities: engineCapabilities(capabilities) })
    .catch((cause: unknown) => {
      throw new AppError('unsupported-media', {}, { cause });
    });
}

/** Both ways of one stay in the room. */
interface Paths {
  readonly ids: Readonly<Record<Direction, string>>;
  readonly recv: Transport;
  /** Made when something is sent for the first time: who only listens never pays for it. */
  send: Transport | null;
  readonly openSend: () => Transport;
}

/** RoomMedia by mediasoup-client. */
export function createMediasoupMedia(ask: Ask, listener: MediaListener): RoomMedia {
  const device = new Device();
  let paths: Paths | null = null;

  function requirePaths(): Paths {
    if (!paths) throw new AppError('wrong-state');
    return paths;
  }

  function sending(): Transport {
    const now = requirePaths();
    now.send ??= now.openSend();
    return now.send;
  }

  function close(): void {
    const closing = paths;
    paths = null;
    closing?.send?.close();
    closing?.recv.close();
  }

  function watch(direction: Direction, transport: Transport): Transport {
    transport.on('connectionstatechange', (state) => {
      if (transport.id === paths?.ids[direction]) listener.onPath(direction, state);
    });
    return transport;
  }

  return {
    load: (capabilities) => load(device, capabilities),
    get capabilities() {
      return wire(rtpCapabilities, device.recvRtpCapabilities);
    },
    get transportIds() {
      return paths?.ids ?? null;
    },
    open: ({ send, recv, iceServers }) => {
      close();
      const options = { ...transportOptions(recv, iceServers), additionalSettings: gatherEarly };
      const receiving = watch('recv', device.createRecvTransport(options));
      wireReceive(receiving, ask, listener);
      paths = {
        ids: { send: send.id, recv: recv.id },
        recv: receiving,
        send: null,
        openSend: () => {
          const made = device.createSendTransport(transportOptions(send, iceServers));
          wireSend(made, ask, listener);
          return watch('send', made);
        },
      };
    },
    send: async (track, options) => sent(sending(), ask)(track, options),
    receive: async ({ consumerId, producerId, kind, rtpParameters: parameters, peerId }) => {
      const { recv } = requirePaths();
      // One stream per person keeps their voice and their lips together.
      const consumer = await recv.consume({
        id: consumerId,
        producerId,
        kind,
        rtpParameters: engineParameters(parameters),
        streamId: peerId,
      });
      return { consumerId, track: consumer.track, close: () => consumer.close() };
    },
    restartIce: async (direction, iceParameters, servers) => {
      const transport = requirePaths()[direction];
      if (!transport) return;
      if (servers) await transport.updateIceServers({ iceServers: nativeServers(servers) });
      await transport.restartIce({ iceParameters });
    },
    pathState: (direction) => {
      if (!paths) return 'closed';
      return paths[direction]?.connectionState ?? 'new';
    },
    stats: async (direction) => (await paths?.[direction]?.getStats()) ?? null,
    close,
  };
}
