import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { dtlsParameters } from '../support/rtc-client.ts';
import { newId, startSfu, type TestSfu } from '../support/sfu.ts';

let sfu: TestSfu;
beforeAll(async () => {
  sfu = await startSfu();
});
afterAll(() => sfu[Symbol.asyncDispose]());

describe('joining a room', () => {
  test('one round trip gives transports, paused consumers and everyone who is there', async () => {
    const room = newId();
    const a = await sfu.client({ room, name: 'Aisyah' });
    const joinedA = await a.enter();
    const camera = await a.produce(joinedA, 'camera');
    const microphone = await a.produce(joinedA, 'microphone');

    const b = await sfu.client({ room, name: 'Bernd' });
    const joined = await b.enter();

    expect(joined.resumed).toBe(false);
    expect(joined.seatSeconds).toBe(60);
    expect(joined.peers.map((peer) => peer.displayName).toSorted()).toEqual(['Aisyah', 'Bernd']);
    expect(joined.transports?.send?.iceCandidates.map((candidate) => candidate.protocol)).toEqual(
      expect.arrayContaining(['udp', 'tcp']),
    );
    expect(joined.consumers?.map((consumer) => [consumer.producerId, consumer.paused])).toEqual([
      [microphone.producerId, true],
      [camera.producerId, true],
    ]);
    expect(joined.consumers?.find((consumer) => consumer.source === 'camera')?.layers).toEqual({
      spatialLayers: 3,
      temporalLayers: 3,
    });
    expect((await a.event('peer:joined')).displayName).toBe('Bernd');
    expect(joined.producers.map((producer) => producer.mutedBy)).toEqual([null, null]);
  });

  test('connecting the transport resumes consumers in the same trip', async () => {
    const room = newId();
    const a = await sfu.client({ room });
    await a.produce(await a.enter(), 'microphone');
    const b = await sfu.client({ room });
    const joined = await b.enter();
    const consumerIds = joined.consumers?.map((consumer) => consumer.consumerId) ?? [];
    await b.ask('transport:connect', {
      transportId: joined.transports?.recv?.id ?? '',
      dtlsParameters,
      resume: consumerIds,
    });
    const again = await b.enter();
    expect(again.consumers?.map((consumer) => consumer.paused)).toEqual([false]);
  });

  test('the same request on the same socket is the same seat', async () => {
    const a = await sfu.client({ room: newId() });
    const [first, second] = await Promise.all([a.enter(), a.enter()]);
    expect(second.self.id).toBe(first.self.id);
    expect(second.transports?.send?.id).toBe(first.transports?.send?.id);
    expect(second.resumed).toBe(true);
    expect(second.peers).toHaveLength(1);
  });

  test('two devices of one person are two peers; the same device takes its seat over', async () => {
    const room = newId();
    const person = { room, sub: newId(), sid: newId() };
    const laptop = await sfu.client({ ...person, device: 'laptop' });
    const phone = await sfu.client({ ...person, device: 'phone' });
    const first = await laptop.enter();
    await phone.enter();
    const reloaded = await sfu.client({ ...person, device: 'laptop' });
    const joined = await reloaded.enter();

    await laptop.event('replaced');
    await laptop.closed();
    expect(joined.peers).toHaveLength(2);
    expect(joined.self.id).toBe(first.self.id);
    expect(joined.resumed).toBe(false);
  });

  test('leaving on purpose gives the seat up at once, and the last one closes the room', async () => {
    const room = newId();
    const a = await sfu.client({ room });
    const b = await sfu.client({ room });
    await a.enter();
    const { self } = await b.enter();
    b.leave();
    expect(await a.event('peer:left')).toEqual({ id: self.id, reason: 'left' });
    a.leave();
    await eventually(async () => {
      const closed = (await sfu.reports('room:closed')).filter((report) => report.room === room);
      return closed.length === 1 || 'room is open';
    });
    const left = (await sfu.reports('peer:left')).filter((report) => report.room === room);
    expect(left.map((report) => report.reason)).toEqual(['left', 'left']);
  });

  test('a socket opened early joins with a fresh ticket', async () => {
    const claims = { room: newId(), sub: newId(), device: 'tablet' };
    const early = await sfu.client(claims);
    const joined = await early.enter({ ticket: sfu.issueTicket(claims) });
    expect(joined.self.personId).toBe(claims.sub);
    const other = await sfu.client(claims);
    await expect(
      other.join({ ticket: sfu.issueTicket({ ...claims, sub: newId() }) }),
    ).rejects.toThrow('ticket-invalid');
  });

  test('a fresh ticket on a taken seat renews role and rights; what is no longer allowed ends', async () => {
    const claims = { room: newId(), sub: newId(), device: 'phone' };
    const witness = await sfu.client({ room: claims.room });
    await witness.enter();
    const listener = await sfu.client({ ...claims, role: 'listener', can: ['enter'] });
    const joined = await listener.enter();
    await expect(listener.produce(joined, 'camera')).rejects.toThrow('forbidden');

    const ticket = sfu.issueTicket({ ...claims, role: 'cohost' });
    const promoted = await listener.enter({ ticket });
    expect(promoted).toMatchObject({ resumed: true, self: { id: joined.self.id, role: 'cohost' } });
    const camera = await listener.produce(promoted, 'camera');
    await witness.event('peer:changed', (peer) => peer.role === 'cohost');
    await expect(listener.join({ ticket })).rejects.toThrow('ticket-spent');

    await listener.enter({
      ticket: sfu.issueTicket({ ...claims, role: 'listener', can: ['enter'] }),
    });
    await witness.event('producer:closed', (producer) => producer.id === camera.producerId);
    await expect(listener.produce(promoted, 'camera')).rejects.toThrow('forbidden');
  });
});
