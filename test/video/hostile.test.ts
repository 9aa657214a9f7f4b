import { sfuRequests } from '@jembatan/shared/sfu.protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import {
  deviceCapabilities,
  dtlsParameters,
  opusAudio,
  type RtcClient,
  RtcError,
  simulcastVideo,
} from '../support/rtc-client.ts';
import { newId, startSfu, type TestSfu } from '../support/sfu.ts';

let sfu: TestSfu;
beforeAll(async () => {
  sfu = await startSfu();
});
afterAll(() => sfu[Symbol.asyncDispose]());

const nonsense = [
  undefined,
  null,
  7,
  'text',
  [],
  [[]],
  { $gt: '' },
  { transportId: { $gt: '' } },
  { producerIds: 'all' },
  { producerId: ['a'] },
  { consumerIds: [1, 2] },
  { raised: 'yes' },
  { action: 'explode' },
  { direction: '__proto__' },
];

/** The code of the refusal; fails when it is accepted or answered with a fault. */
async function refusal(answer: Promise<unknown>): Promise<string> {
  const code = await answer.then(
    () => 'accepted',
    (error: unknown) => (error instanceof RtcError ? error.code : String(error)),
  );
  expect(code).not.toBe('internal');
  return code;
}

async function insideAlone(): Promise<RtcClient> {
  const client = await sfu.client({ room: newId() });
  await client.enter();
  return client;
}

describe('hostile input', () => {
  test.each(sfuRequests.map((request) => request.name))(
    '%s takes no nonsense, inside or outside',
    async (name) => {
      const outside = await sfu.client({ room: newId() });
      const inside = await insideAlone();
      for (const input of nonsense) {
        expect(await refusal(outside.askRaw(name, input)), JSON.stringify(input)).not.toBe(
          'accepted',
        );
        const code = await refusal(inside.askRaw(name, input));
        expect(
          ['invalid', 'not-found', 'forbidden', 'wrong-state', 'too-many'],
          JSON.stringify(input),
        ).toContain(code);
      }
      expect(inside.socket.connected).toBe(true);
    },
  );

  test('before joining, everything else is out of order', async () => {
    const outside = await sfu.client({ room: newId() });
    expect(await refusal(outside.ask('transport:create', { direction: 'send' }))).toBe(
      'wrong-state',
    );
    expect(
      await refusal(
        outside.ask('produce', {
          transportId: 'x',
          kind: 'audio',
          source: 'microphone',
          rtpParameters: opusAudio(),
        }),
      ),
    ).toBe('wrong-state');
    expect(await refusal(outside.ask('consume', { producerIds: ['x'] }))).toBe('wrong-state');
    expect(await refusal(outside.ask('hand', { raised: true }))).toBe('wrong-state');
    expect(await refusal(outside.ask('moderate', { action: 'end' }))).toBe('wrong-state');
  });

  test('another peer’s transport, producer and consumer are not one’s own, and are left alone', async () => {
    const room = newId();
    const victim = await sfu.client({ room });
    const joinedVictim = await victim.enter();
    const { producerId } = await victim.produce(joinedVictim, 'microphone');
    const other = await sfu.client({ room });
    const { consumers } = await other.enter();
    const consumerId = consumers?.[0]?.consumerId ?? '';
    const thief = await sfu.client({ room });
    await thief.enter();
    const transportId = joinedVictim.transports?.send?.id ?? '';

    expect(await refusal(thief.ask('transport:connect', { transportId, dtlsParameters }))).toBe(
      'not-found',
    );
    expect(await refusal(thief.ask('transport:restart-ice', { transportId }))).toBe('not-found');
    expect(
      await refusal(
        thief.ask('produce', {
          transportId,
          kind: 'audio',
          source: 'microphone',
          rtpParameters: opusAudio(),
        }),
      ),
    ).toBe('not-found');
    for (const name of ['producer:pause', 'producer:resume'] as const)
      expect(await refusal(thief.ask(name, { producerId }))).toBe('not-found');
    await thief.ask('producer:close', { producerId });
    await thief.ask('consumer:close', { consumerIds: [consumerId] });
    await thief.ask('consumer:resume', { consumerIds: [consumerId] });
    expect(await refusal(thief.ask('consumer:prefer', { consumerId, spatialLayer: 0 }))).toBe(
      'not-found',
    );
    const after = await other.enter();
    expect(after.producers.map(({ id, paused }) => ({ id, paused }))).toEqual([
      { id: producerId, paused: false },
    ]);
    expect(after.consumers?.map((consumer) => [consumer.consumerId, consumer.paused])).toEqual([
      [consumerId, true],
    ]);
  });

  test('parameters that fit the schema and not the engine are refused, not a fault', async () => {
    const client = await sfu.client({ room: newId() });
    const joined = await client.enter();
    const transportId = joined.transports?.send?.id ?? '';
    const wrong = [
      { ...opusAudio(), codecs: [{ mimeType: 'audio/unheard', payloadType: 100, clockRate: 1 }] },
      { ...opusAudio(), codecs: [{ mimeType: 'nonsense', payloadType: 100, clockRate: 48_000 }] },
      { ...simulcastVideo() },
    ];
    for (const rtpParameters of wrong) {
      const code = await refusal(
        client.ask('produce', { transportId, kind: 'audio', source: 'microphone', rtpParameters }),
      );
      expect(['invalid', 'unsupported-media']).toContain(code);
    }
    const same = opusAudio();
    await client.ask('produce', {
      transportId,
      kind: 'audio',
      source: 'microphone',
      rtpParameters: same,
    });
    expect(
      await refusal(
        client.ask('produce', {
          transportId,
          kind: 'audio',
          source: 'screen-audio',
          rtpParameters: same,
        }),
      ),
    ).toBe('invalid');
    await client.ask('transport:connect', { transportId, dtlsParameters });
    expect(await refusal(client.ask('transport:connect', { transportId, dtlsParameters }))).toBe(
      'wrong-state',
    );
    expect(await refusal(client.ask('consumer:prefer', { consumerId: 'x', spatialLayer: 3 }))).toBe(
      'not-found',
    );
  });

  test('too many requests are refused with a code, and the socket of an honest client stays', async () => {
    const client = await insideAlone();
    const codes = await Promise.all(
      Array.from({ length: 60 }, () =>
        refusal(client.ask('transport:create', { direction: 'send' })),
      ),
    );
    expect(codes).toContain('too-many');
    expect(client.socket.connected).toBe(true);
    await eventually(async () => {
      await client.ask('hand', { raised: true });
    });
  });

  test('a flood is cut off', async () => {
    const client = await insideAlone();
    for (let n = 0; n < 1_500; n += 1) client.socket.emit('unheard-of', n);
    await client.closed();
  });

  test('a message beyond the limit ends the connection, not the node; the seat is held', async () => {
    const room = newId();
    const client = await sfu.client({ room });
    const witness = await sfu.client({ room });
    await client.enter();
    await witness.enter();
    client.socket.emit('join', {
      rtpCapabilities: deviceCapabilities,
      padding: 'x'.repeat(2_000_000),
    });
    await client.closed();
    await witness.event('peer:changed', (peer) => peer.connection === 'reconnecting');
  });

  test('a request without an acknowledgement is carried out in silence', async () => {
    const room = newId();
    const client = await sfu.client({ room });
    const witness = await sfu.client({ room });
    await witness.enter();
    await client.enter();
    client.socket.emit('hand', { raised: true });
    client.socket.emit('hand');
    client.socket.emit('hand', { raised: 'no' }, 'not a function');
    await witness.event('peer:changed', (peer) => peer.hand === 1);
    expect(client.socket.connected).toBe(true);
  });
});
