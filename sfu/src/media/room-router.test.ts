import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { quietLogger as logger } from '../testing/test-redis.ts';
import type { Heard, RoomRouter } from './types.ts';
import { WorkerPool } from './WorkerPool.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    parts: { workerBin?: string | undefined };
  }
}

let pool: WorkerPool;
beforeAll(async () => {
  const { workerBin } = inject('parts');
  const addresses = ['127.0.0.1', '203.0.113.9'];
  pool = await WorkerPool.start({ count: 2, mediaPort: 0, addresses, workerBin, logger });
});
afterAll(() => pool.close());

const levelExtension = 10;

/** Speaks into the router without a network: RTP with the sender's own loudness. */
async function speaker(room: RoomRouter) {
  const transport = await room.router.createDirectTransport();
  const producer = await transport.produce({
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
      headerExtensions: [
        { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: levelExtension },
      ],
      encodings: [{ ssrc: 4_711 }],
    },
  });
  let sequence = 0;
  const say = (decibelsBelowFull: number) => {
    sequence += 1;
    const packet = Buffer.alloc(12 + 4 + 4 + 8);
    packet.set([0x90, 111]);
    packet.writeUInt16BE(sequence, 2);
    packet.writeUInt32BE(sequence * 960, 4);
    packet.writeUInt32BE(4_711, 8);
    // One-byte header extension (RFC 8285) with one word.
    packet.writeUInt16BE(0xbede, 12);
    packet.writeUInt16BE(1, 14);
    packet.set([levelExtension << 4, decibelsBelowFull], 16);
    producer.send(packet);
  };
  return { producer, say };
}

test('a voice is heard with its loudness, and silence is told once it is quiet', async () => {
  const room = await pool.open();
  const { producer, say } = await speaker(room);
  await room.listenTo(producer.id);
  const told: Heard[][] = [];
  room.onHeard((heard) => told.push(heard));
  const talking = setInterval(() => say(20), 20);
  await expect.poll(() => told.at(-1)?.[0]?.producerId, { timeout: 5_000 }).toBe(producer.id);
  clearInterval(talking);
  expect(told.flat()[0]?.volume).toBeGreaterThan(-30);
  await expect.poll(() => told.at(-1), { timeout: 5_000 }).toEqual([]);
  room.close();
});

test('transports offer every announced address over UDP and TCP', async () => {
  const room = await pool.open();
  const candidates = room.candidatesOf(await room.createTransport('send'));
  expect(new Set(candidates.map(({ address, protocol }) => `${protocol} ${address}`))).toEqual(
    new Set(['udp 127.0.0.1', 'tcp 127.0.0.1', 'udp 203.0.113.9', 'tcp 203.0.113.9']),
  );
  room.close();
});

test('rooms go to the worker with the fewest peers, and away from those to avoid', async () => {
  const first = await pool.open();
  first.peers = 3;
  const second = await pool.open();
  expect(second.workerPid).not.toBe(first.workerPid);
  second.peers = 5;
  expect((await pool.open()).workerPid).toBe(first.workerPid);
  expect((await pool.open([first])).workerPid).toBe(second.workerPid);
  for (const room of [first, second]) room.close();
  expect(pool.workers.map((worker) => worker.peers)).toEqual([0, 0]);
});
