/** A client of the SFU's signalling whose every answer and event is held against the contract. */
import type { Reply } from '@jembatan/shared/contract/messages';
import type { JoinedRoom, JoinReply, Source } from '@jembatan/shared/rooms.view';
import type { DtlsParameters, RtpCapabilities, RtpParameters } from '@jembatan/shared/rtp';
import {
  rtcPath,
  type SfuEventName,
  type SfuRequestName,
  sfuEvents,
  sfuRequests,
} from '@jembatan/shared/sfu.protocol';
import { io, type Socket } from 'socket.io-client';
import type * as z from 'zod/mini';
import { eventually } from './eventually.ts';

type Request<N extends SfuRequestName> = Extract<(typeof sfuRequests)[number], { name: N }>;
type Event<N extends SfuEventName> = Extract<(typeof sfuEvents)[number], { name: N }>;
export type EventPayload<N extends SfuEventName> = z.output<Event<N>['payload']>;

/** A refusal, with its code. */
export class RtcError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export interface RtcClientOptions {
  transports?: ('websocket' | 'polling')[];
}

export class RtcClient {
  readonly socket: Socket;
  readonly #seen: { name: string; payload: unknown }[] = [];
  readonly #misfits: string[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((name: string, payload: unknown) => this.#record(name, payload));
  }

  /** Connects, or throws `RtcError` with the code of the refusal. */
  static async connect(
    url: string,
    auth: object,
    { transports = ['websocket'] }: RtcClientOptions = {},
  ): Promise<RtcClient> {
    const socket = io(url, {
      path: rtcPath,
      auth,
      transports,
      reconnection: false,
      forceNew: true,
    });
    const client = new RtcClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error: Error & { data?: { code?: string } }) => {
        socket.close();
        reject(new RtcError(error.data?.code ?? error.message));
      });
    });
    return client;
  }

  /** Asks and parses the answer. Throws `RtcError`. */
  async ask<N extends SfuRequestName>(
    name: N,
    input: z.input<Request<N>['input']>,
  ): Promise<z.output<Request<N>['output']>> {
    const spec = sfuRequests.find((one) => one.name === name);
    const data = await this.askRaw(name, input);
    // SAFETY: the schema of this very request parses it.
    return spec?.output.parse(data) as z.output<Request<N>['output']>;
  }

  /** Asks anything. */
  async askRaw(name: string, input: unknown): Promise<unknown> {
    const reply: Reply<unknown> = await this.socket.timeout(10_000).emitWithAck(name, input);
    this.#complain();
    if (!reply.ok) throw new RtcError(reply.error.code);
    return reply.data;
  }

  join(input: Partial<z.input<Request<'join'>['input']>> = {}): Promise<JoinReply> {
    return this.ask('join', { rtpCapabilities: deviceCapabilities, ...input });
  }

  /** Joins and expects to be inside, with both transports. */
  async enter(input: Partial<z.input<Request<'join'>['input']>> = {}): Promise<JoinedRoom> {
    const reply = await this.join({ transports: true, consume: true, ...input });
    if ('lobby' in reply) throw new Error('in the lobby');
    return reply;
  }

  /** Sends a source on the transport of the join. */
  produce(joined: JoinedRoom, source: Source, paused = false) {
    const kind = source === 'camera' || source === 'screen' ? 'video' : 'audio';
    const rtpParameters = kind === 'video' ? simulcastVideo() : opusAudio();
    return this.ask('produce', {
      transportId: joined.transports?.send?.id ?? '',
      kind,
      source,
      rtpParameters,
      paused,
    });
  }

  /** All events of this name so far. */
  seen<N extends SfuEventName>(name: N): EventPayload<N>[] {
    this.#complain();
    // SAFETY: recorded after parsing by the schema of this name.
    return this.#seen
      .filter((event) => event.name === name)
      .map((event) => event.payload as EventPayload<N>);
  }

  /** Names of all events so far, in order. */
  names(): string[] {
    return this.#seen.map((event) => event.name);
  }

  /** Waits for an event of this name that fits, past ones included. */
  async event<N extends SfuEventName>(
    name: N,
    fits: (payload: EventPayload<N>) => boolean = () => true,
  ): Promise<EventPayload<N>> {
    let found: EventPayload<N> | undefined;
    await eventually(() => {
      found = this.seen(name).find(fits);
      return (
        found !== undefined || `no ${name} that fits among ${this.names().join(', ') || 'nothing'}`
      );
    });
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  }

  async closed(): Promise<void> {
    await eventually(() => this.socket.disconnected || 'still connected');
  }

  /** The network fails: nobody says good-bye. */
  drop(): void {
    this.socket.io.engine.close();
  }

  /** Leaves on purpose. */
  leave(): void {
    this.socket.disconnect();
  }

  #record(name: string, payload: unknown): void {
    const spec = sfuEvents.find((event) => event.name === name);
    const parsed = spec?.payload.safeParse(payload);
    if (!parsed?.success) this.#misfits.push(`${name}: ${JSON.stringify(payload)}`);
    else this.#seen.push({ name, payload: parsed.data });
  }

  #complain(): void {
    if (this.#misfits.length > 0)
      throw new Error(`events that do not fit the contract: ${this.#misfits.join('; ')}`);
  }
}

/** What a browser with Opus and VP8 can receive. */
export const deviceCapabilities: RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
      parameters: {},
      rtcpFeedback: [{ type: 'transport-cc' }],
    },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: 101,
      clockRate: 90_000,
      parameters: {},
      rtcpFeedback: [
        { type: 'nack' },
        { type: 'nack', parameter: 'pli' },
        { type: 'ccm', parameter: 'fir' },
        { type: 'transport-cc' },
      ],
    },
    {
      kind: 'video',
      mimeType: 'video/rtx',
      preferredPayloadType: 102,
      clockRate: 90_000,
      parameters: { apt: 101 },
      rtcpFeedback: [],
    },
  ],
  headerExtensions: [
    { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 },
    { kind: 'video', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 },
    {
      kind: 'video',
      uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
      preferredId: 4,
    },
  ],
};

let streams = 0;
const nextSsrc = () => {
  streams += 1;
  return 10_000_000 + streams;
};

export function opusAudio(): RtpParameters {
  return {
    mid: `a${nextSsrc()}`,
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1, usedtx: 1 },
      },
    ],
    encodings: [{ ssrc: nextSsrc(), dtx: true }],
    rtcp: { cname: 'test' },
  };
}

/** VP8 in three layers. */
export function simulcastVideo(): RtpParameters {
  return {
    mid: `v${nextSsrc()}`,
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: 96,
        clockRate: 90_000,
        parameters: {},
        rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
      },
      { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
    ],
    headerExtensions: [
      { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 },
      { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 2 },
    ],
    encodings: ['q', 'h', 'f'].map((rid) => ({ rid, scalabilityMode: 'L1T3' })),
    rtcp: { cname: 'test' },
  };
}

export const dtlsParameters: DtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
};
