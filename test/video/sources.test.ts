import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { opusAudio, type RtcClient } from '../support/rtc-client.ts';
import { newId, startSfu, type TestSfu } from '../support/sfu.ts';

let sfu: TestSfu;
beforeAll(async () => {
  // Two workers and one peer a router: every consumer crosses a pipe.
  sfu = await startSfu({ workers: 2, config: { peersPerRouter: 1, seatMs: 1_500 } });
});
afterAll(() => sfu[Symbol.asyncDispose]());

/** The producers a client knows from its snapshot and all events since. */
function known(client: RtcClient, snapshot: readonly { id: string; paused: boolean }[]) {
  const producers = new Map(snapshot.map(({ id, paused }) => [id, paused]));
  for (const { id, paused } of [
    ...client.seen('producer:opened'),
    ...client.seen('producer:changed'),
  ])
    producers.set(id, paused);
  for (const { id } of client.seen('producer:closed')) producers.delete(id);
  return Object.fromEntries(producers);
}

describe('what people send and receive', () => {
  test('VID-9 early tracks and late joiners: everyone ends with exactly the active tracks', async () => {
    const room = newId();
    const a = await sfu.client({ room });
    const joinedA = await a.enter();
    const screen = await a.produce(joinedA, 'screen');

    // B joins and sends in the same tick as C joins.
    const [b, c] = await Promise.all([sfu.client({ room }), sfu.client({ room })]);
    const [joinedB, joinedC] = await Promise.all([
      b
        .enter()
        .then(async (joined) => ({ ...joined, microphone: await b.produce(joined, 'microphone') })),
      c.enter(),
    ]);

    // D joins while A toggles the camera ten times; the last wish is on.
    const camera = await a.produce(joinedA, 'camera');
    const d = await sfu.client({ room });
    const toggles = Array.from({ length: 10 }, (_, n) =>
      a.ask(n % 2 === 0 ? 'producer:pause' : 'producer:resume', { producerId: camera.producerId }),
    );
    const [joinedD] = await Promise.all([d.enter(), ...toggles]);

    const active = {
      [screen.producerId]: false,
      [joinedB.microphone.producerId]: false,
      [camera.producerId]: false,
    };
    for (const [client, joined] of [
      [b, joinedB],
      [c, joinedC],
      [d, joinedD],
    ] as const) {
      await eventually(() => {
        expect(known(client, joined.producers)).toEqual(active);
      });
    }
    const fresh = await d.enter();
    expect(Object.fromEntries(fresh.producers.map(({ id, paused }) => [id, paused]))).toEqual(
      active,
    );
  });

  test('asked for twice, the same consumer; unknown and own producers are named', async () => {
    const room = newId();
    const a = await sfu.client({ room });
    const joinedA = await a.enter();
    const { producerId } = await a.produce(joinedA, 'camera');
    const b = await sfu.client({ room });
    await b.enter({ consume: false });

    const [first, second] = await Promise.all([
      b.ask('consume', { producerIds: [producerId, 'unknown'] }),
      b.ask('consume', { producerIds: [producerId] }),
    ]);
    expect(first.consumers).toEqual(second.consumers);
    expect(first.failed).toEqual([{ producerId: 'unknown', code: 'not-found' }]);
    const own = await a.ask('consume', { producerIds: [producerId] });
    expect(own.failed).toEqual([{ producerId, code: 'forbidden' }]);
  });

  test('a device without the codec is told, and gets the rest', async () => {
    const room = newId();
    const a = await sfu.client({ room });
    const joinedA = await a.enter();
    const camera = await a.produce(joinedA, 'camera');
    const microphone = await a.produce(joinedA, 'microphone');
    const deaf = await sfu.client({ room });
    await deaf.enter({
      consume: false,
      rtpCapabilities: {
        codecs: [
          {
            kind: 'audio',
            mimeType: 'audio/opus',
            preferredPayloadType: 100,
            clockRate: 48_000,
            channels: 2,
          },
        ],
      },
    });
    const { consumers, failed } = await deaf.ask('consume', {
      producerIds: [camera.producerId, microphone.producerId],
    });
    expect(consumers.map((consumer) => consumer.source)).toEqual(['microphone']);
    expect(failed).toEqual([{ producerId: camera.producerId, code: 'unsupported-media' }]);
  });

  test('layers are preferred by number; the sender’s pause reaches the consumer', async () => {
    const room = newId();
    const a = await sfu.client({ room });
    const { producerId } = await a.produce(await a.enter(), 'camera');
    const b = await sfu.client({ room });
    const joined = await b.enter();
    const consumerId = joined.consumers?.[0]?.consumerId ?? '';
    await b.ask('consumer:prefer', {
      consumerId,
      spatialLayer: 1,
      temporalLayer: 0,
      priority: 200,
    });
    await b.ask('consumer:resume', { consumerIds: [consumerId] });
    await b.event('consumer:changed', (state) => !state.paused);
    await a.ask('producer:pause', { producerId });
    await b.event(
      'consumer:changed',
      (state) => state.consumerId === consumerId && state.producerPaused,
    );
    await a.ask('producer:close', { producerId });
    expect(await b.event('consumer:closed')).toEqual({ id: consumerId, reason: 'producer-closed' });
    expect(await b.event('producer:closed')).toMatchObject({
      id: producerId,
      source: 'camera',
      reason: 'closed',
    });
  });

  test('VID-2 a share that ends is gone for viewers at once, and the next one works for anyone allowed', async () => {
    const room = newId();
    const presenter = await sfu.client({ room });
    const joined = await presenter.enter();
    const camera = await presenter.produce(joined, 'camera');
    const viewer = await sfu.client({ room });
    const viewing = await viewer.enter();

    const first = await presenter.produce(joined, 'screen');
    await viewer.event('producer:opened', (producer) => producer.id === first.producerId);
    await presenter.ask('producer:close', { producerId: first.producerId });
    await viewer.event('producer:closed', (producer) => producer.id === first.producerId);
    const second = await presenter.produce(joined, 'screen');

    // The tab is killed: the seat's time passes, then the share is gone.
    presenter.drop();
    await viewer.event('peer:changed', (peer) => peer.connection === 'reconnecting');
    expect(viewer.seen('producer:closed').map((producer) => producer.id)).not.toContain(
      second.producerId,
    );
    await viewer.event(
      'producer:closed',
      (producer) => producer.id === second.producerId && producer.reason === 'peer-left',
    );
    await viewer.event('producer:closed', (producer) => producer.id === camera.producerId);
    expect(await viewer.event('peer:left')).toEqual({ id: joined.self.id, reason: 'lost' });
    expect((await viewer.produce(viewing, 'screen')).paused).toBe(false);
  });

  test('one producer a source: a second replaces the first', async () => {
    const room = newId();
    const a = await sfu.client({ room });
    const joined = await a.enter();
    const [first, second] = await Promise.all([
      a.produce(joined, 'microphone'),
      a.produce(joined, 'microphone'),
    ]);
    const again = await a.enter();
    expect(again.producers.map((producer) => producer.id)).toEqual([second.producerId]);
    await a.event('producer:closed', (producer) => producer.id === first.producerId);
  });

  test('a ticket says what may be sent', async () => {
    const room = newId();
    const listener = await sfu.client({ room, role: 'listener', can: ['enter', 'audio'] });
    const joined = await listener.enter();
    await expect(listener.produce(joined, 'camera')).rejects.toThrow('forbidden');
    await expect(listener.produce(joined, 'screen')).rejects.toThrow('forbidden');
    await listener.produce(joined, 'microphone');
    const send = joined.transports?.send?.id ?? '';
    const recv = joined.transports?.recv?.id ?? '';
    await expect(
      listener.ask('produce', {
        transportId: send,
        kind: 'audio',
        source: 'camera',
        rtpParameters: opusAudio(),
      }),
    ).rejects.toThrow('invalid');
    await expect(
      listener.ask('produce', {
        transportId: recv,
        kind: 'audio',
        source: 'microphone',
        rtpParameters: opusAudio(),
      }),
    ).rejects.toThrow('wrong-state');
  });
});
