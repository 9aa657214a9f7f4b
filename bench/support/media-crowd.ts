/**
 * Speakers and viewers of one room in a process of their own, so that their work is nobody else's.
 * Told what to do over IPC.
 */
import { RtpHeader } from 'werift';
import { createMediaLeg, type MediaLeg } from './media-leg.ts';
import { bareSeat, hubSeat, type MediaSeat, type MediaSource } from './media-seats.ts';

interface Order {
  kind: 'enter' | 'flow' | 'count';
  url?: string;
  /** One for each seat, speakers first; without them the room is the bare one. */
  tickets?: string[];
  speakers?: number;
  /** How many of the speakers have a camera on. */
  cameras?: number;
  viewers?: number;
  on?: boolean;
}

/** Milliseconds of sound in a packet. */
const tickMs = 20;
const voiceBytes = 80;
const pictureBytes = 1_000;
/** Packets of a picture in each tick: 1.2 Mbit/s. */
const picturePackets = 3;
const audioLevelId = 10;

interface Stream {
  leg: MediaLeg;
  kind: MediaSource['kind'];
  ssrc: number;
  sequence: number;
  timestamp: number;
  level: typeof loud;
}

const streams: Stream[] = [];
const viewers: MediaLeg[] = [];
let sent = 0;
let timer: NodeJS.Timeout | undefined;
let ssrcs = 1_000;

function sourceOf(kind: Stream['kind'], ssrc: number): MediaSource {
  const cname = `bench-${ssrc}`;
  if (kind === 'video')
    return {
      kind,
      rtpParameters: {
        mid: 'v',
        codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }],
        encodings: [{ ssrc }],
        rtcp: { cname },
      },
    };
  return {
    kind,
    rtpParameters: {
      mid: 'a',
      codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: audioLevelId }],
      encodings: [{ ssrc }],
      rtcp: { cname },
    },
  };
}

async function open(seat: MediaSeat, direction: 'send' | 'recv'): Promise<MediaLeg> {
  const leg = await createMediaLeg(await seat.path(direction));
  await Promise.all([seat.connect(leg.dtlsParameters), leg.open()]);
  return leg;
}

async function speak(seat: MediaSeat, kinds: Stream['kind'][]): Promise<void> {
  const leg = await open(seat, 'send');
  for (const kind of kinds) {
    ssrcs += 1;
    await seat.produce(sourceOf(kind, ssrcs));
    streams.push({ leg, kind, ssrc: ssrcs, sequence: 0, timestamp: 0, level: quiet });
  }
}

async function view(seat: MediaSeat): Promise<void> {
  viewers.push(await open(seat, 'recv'));
  await seat.flow();
}

async function enter(order: Order): Promise<void> {
  const { url = '', tickets, speakers = 0, cameras = 0, viewers: wanted = 0 } = order;
  const sit = (place: number) => {
    const ticket = tickets?.[place];
    return ticket ? hubSeat(url, ticket) : bareSeat(url);
  };
  for (let n = 0; n < speakers; n += 1)
    await speak(await sit(n), n < cameras ? ['audio', 'video'] : ['audio']);
  for (let n = 0; n < wanted; n += 1) await view(await sit(speakers + n));
}

const voice = Buffer.alloc(voiceBytes, 7);
/** VP8: a partition starts here, in a picture that stands alone. */
const picture = Buffer.concat([Buffer.from([0x10, 0x00]), Buffer.alloc(pictureBytes, 7)]);
const level = (decibels: number) => [{ id: audioLevelId, payload: Buffer.from([0x80 | decibels]) }];
/** One at a time speaks; the others' microphones hear the room. */
const [loud, quiet] = [level(30), level(80)];
const turnTicks = 200;
let ticks = 0;

function sendOne(stream: Stream, marker: boolean): void {
  const isVoice = stream.kind === 'audio';
  stream.sequence = (stream.sequence + 1) & 0xffff;
  const header = new RtpHeader({
    payloadType: isVoice ? 100 : 101,
    sequenceNumber: stream.sequence,
    timestamp: stream.timestamp,
    ssrc: stream.ssrc,
    marker,
    extension: isVoice,
    extensions: isVoice ? stream.level : [],
  });
  stream.leg.send(header, isVoice ? voice : picture);
  sent += 1;
}

function tick(): void {
  ticks += 1;
  const voices = streams.filter(({ kind }) => kind === 'audio');
  const speaking = Math.floor(ticks / turnTicks) % voices.length;
  for (const [place, stream] of voices.entries()) stream.level = place === speaking ? loud : quiet;
  for (const stream of streams) {
    stream.timestamp += stream.kind === 'audio' ? 48 * tickMs : 90 * tickMs;
    const packets = stream.kind === 'audio' ? 1 : picturePackets;
    for (let n = 1; n <= packets; n += 1) sendOne(stream, n === packets);
  }
}

function flow(on: boolean): void {
  clearInterval(timer);
  if (on) timer = setInterval(tick, tickMs);
}

const count = () => ({
  sent,
  received: viewers.reduce((sum, leg) => sum + leg.received(), 0),
});

async function obey(order: Order): Promise<object> {
  if (order.kind === 'enter') await enter(order);
  if (order.kind === 'flow') flow(order.on === true);
  return count();
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
