import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { newId, startSfu, type TestSfu } from '../support/sfu.ts';

let sfu: TestSfu;
beforeAll(async () => {
  sfu = await startSfu({ workers: 2 });
});
afterAll(() => sfu[Symbol.asyncDispose]());

/** Kills the worker of the room that was opened last, found by the CPU of nobody: by trying both. */
async function roomsOnBoth() {
  const rooms = [newId(), newId()];
  const clients = [];
  for (const room of rooms) {
    const sender = await sfu.client({ room });
    const viewer = await sfu.client({ room });
    const joined = await sender.enter();
    await sender.produce(joined, 'camera');
    const viewing = await viewer.enter();
    clients.push({ room, sender, viewer, joined, viewing });
  }
  return clients;
}

describe('VID-7 a media worker dies', () => {
  test('its peers come back in the same room by the same socket; the other room is untouched; it is replaced', async () => {
    const lessons = await roomsOnBoth();
    const [victim] = sfu.node.workerPids;
    const before = [...sfu.node.workerPids];
    process.kill(victim ?? 0, 'SIGKILL');

    await eventually(
      () =>
        lessons.some(({ sender }) => sender.names().includes('room:restarted')) ||
        'nobody was told',
    );
    const hit = lessons.find(({ sender }) => sender.names().includes('room:restarted'));
    const spared = lessons.find((lesson) => lesson !== hit);
    if (!hit || !spared) throw new Error('both rooms were on one worker');

    expect(await hit.viewer.event('room:restarted')).toEqual({ epoch: 1, reason: 'worker-died' });
    const again = await hit.sender.enter();
    expect(again.self.id).toBe(hit.joined.self.id);
    expect(again.resumed).toBe(false);
    expect(again.transports?.send?.id).not.toBe(hit.joined.transports?.send?.id);
    const camera = await hit.sender.produce(again, 'camera');
    const viewing = await hit.viewer.enter();
    expect(viewing.consumers?.map((consumer) => consumer.producerId)).toEqual([camera.producerId]);

    expect(spared.sender.names()).not.toContain('room:restarted');
    expect((await spared.viewer.enter()).resumed).toBe(true);
    await eventually(() => sfu.node.workerPids.length === 2 || 'not replaced');
    expect(sfu.node.workerPids).not.toEqual(before);
    await eventually(async () => {
      const [death] = await sfu.reports('worker:died');
      expect(death?.rooms).toEqual([hit.room]);
    });
  });

  test('no join lands on a dead worker, however many come while it is dead', async () => {
    const [victim] = sfu.node.workerPids;
    const clients = await Promise.all(
      Array.from({ length: 12 }, () => sfu.client({ room: newId() })),
    );
    process.kill(victim ?? 0, 'SIGKILL');
    const joins = await Promise.all(
      clients.map((client) => client.enter().catch((error: Error) => error)),
    );
    for (const [index, joined] of joins.entries()) {
      const client = clients[index];
      // A transport that was being made when the worker died: told, and it goes on.
      const inside = joined instanceof Error ? await client?.enter() : joined;
      if (!client || !inside) throw new Error('not inside');
      if (client.names().includes('room:restarted')) await client.enter();
    }
    await eventually(async () => {
      const response = await fetch(`${sfu.node.url}/healthz`);
      expect(await response.json()).toMatchObject({ ok: true, workers: 2 });
    });
  });

  test('a seat held over the death comes back with all to be made new', async () => {
    const room = newId();
    const sender = await sfu.client({ room });
    const other = await sfu.client({ room });
    const joined = await sender.enter();
    await other.enter();
    await sender.produce(joined, 'microphone');
    sender.drop();
    for (const pid of sfu.node.workerPids) process.kill(pid, 'SIGKILL');
    await other.event('room:restarted');
    await other.event('producer:closed', (producer) => producer.reason === 'room-restarted');

    const { RtcClient } = await import('../support/rtc-client.ts');
    const back = await RtcClient.connect(sfu.node.url, { resume: joined.resumeToken });
    const again = await back.enter();
    expect(again.resumed).toBe(false);
    expect(again.self.id).toBe(joined.self.id);
    expect(again.producers).toEqual([]);
    await back.produce(again, 'microphone');
  });
});
