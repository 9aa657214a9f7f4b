/** How one takes a seat in either room: the questions of each, and what both answer. */
import type { Reply } from '@jembatan/shared/contract/messages';
import type {
  DtlsParameters,
  RtpCapabilities,
  RtpParameters,
  TransportOptions,
} from '@jembatan/shared/rtp';
import { rtcPath, sfuRequests } from '@jembatan/shared/sfu.protocol';
import { io, type Socket } from 'socket.io-client';
import type { Questions } from '../bare/room.protocol.ts';

export interface MediaSource {
  kind: 'audio' | 'video';
  rtpParameters: RtpParameters;
}

/** A seat in a room, before its media path is open. */
export interface MediaSeat {
  /** Answers the SFU's end of the path; on a receiving one everything there is will come. */
  path(direction: 'send' | 'recv'): Promise<TransportOptions>;
  connect(dtlsParameters: DtlsParameters): Promise<unknown>;
  produce(source: MediaSource): Promise<unknown>;
  /** Lets flow what `path` promised. */
  flow(): Promise<unknown>;
}

/** Receives Opus and VP8, without any feedback: what is sent does not depend on who receives. */
const receives: RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
    },
    { kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
  ],
  headerExtensions: [
    { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', preferredId: 10 },
  ],
};

async function connected(socket: Socket): Promise<Socket> {
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** A seat in a room of the hub's SFU. */
export async function hubSeat(url: string, ticket: string): Promise<MediaSeat> {
  const auth = { ticket };
  const socket = await connected(
    io(url, { path: rtcPath, auth, transports: ['websocket'], forceNew: true }),
  );
  const ask = async (
    name: (typeof sfuRequests)[number]['name'],
    input: object,
  ): Promise<unknown> => {
    const reply: Reply<unknown> = await socket.emitWithAck(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`);
    return reply.data;
  };
  let transportId = '';
  let consumerIds: string[] = [];
  return {
    path: async (direction) => {
      const input = { rtpCapabilities: receives, transports: true, consume: direction === 'recv' };
      const spec = sfuRequests.find((one) => one.name === 'join');
      const joined = spec?.output.parse(await ask('join', input));
      if (!joined || 'lobby' in joined) throw new Error('not in the room');
      const transport = joined.transports?.[direction];
      if (!transport) throw new Error('no transport');
      transportId = transport.id;
      consumerIds = (joined.consumers ?? []).map((consumer) => consumer.consumerId);
      return transport;
    },
    connect: (dtlsParameters) => ask('transport:connect', { transportId, dtlsParameters }),
    produce: (source) => {
      const name = source.kind === 'audio' ? 'microphone' : 'camera';
      return ask('produce', { transportId, source: name, ...source });
    },
    flow: () => ask('consumer:resume', { consumerIds }),
  };
}

/** A seat in the bare room. */
export async function bareSeat(url: string): Promise<MediaSeat> {
  const socket = await connected(io(url, { transports: ['websocket'], forceNew: true }));
  const ask = <T>(question: keyof Questions, ...details: unknown[]): Promise<T> =>
    socket.emitWithAck(question, ...details);
  let transportId = '';
  return {
    path: async (direction) => {
      const transport = await ask<TransportOptions>('transport');
      transportId = transport.id;
      if (direction === 'recv') await ask('consume', transportId, receives);
      return transport;
    },
    connect: (dtlsParameters) => ask('dtls', transportId, dtlsParameters),
    produce: (source) => ask('produce', transportId, source),
    flow: () => ask('resume'),
  };
}
