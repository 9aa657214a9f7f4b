import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { RtcClient } from '../support/rtc-client.ts';
import { newId, startSfu, type TestSfu, type TicketWish } from '../support/sfu.ts';

let sfu: TestSfu;
const seatMs = 1_500;
beforeAll(async () => {
  sfu = await startSfu({ config: { seatMs } });
});
afterAll(() => sfu[Symbol.asyncDispose]());

const host: TicketWish = {
  role: 'host',
  name: 'Frau Klein',
  can: ['enter', 'audio', 'video', 'screen', 'moderate'],
};
const knocking: TicketWish = { name: 'Budi', can: ['audio', 'video'] };

describe('the lobby', () => {
  test('without `enter` a peer waits, sees nothing of the room, and comes in when admitted', async () => {
    const room = newId();
    const teacher = await sfu.client({ room, ...host });
    const joined = await teacher.enter();
    await teacher.produce(joined, 'camera');
    const guest = await sfu.client({ room, ...knocking });

    expect(await guest.join()).toEqual({ lobby: true });
    expect(await guest.join()).toEqual({ lobby: true });
    const { waiting } = await teacher.event('lobby', (lobby) => lobby.waiting.length === 1);
    expect(guest.names()).toEqual([]);
    await expect(guest.ask('transport:create', { direction: 'send' })).rejects.toThrow(
      'wrong-state',
    );
    await teacher.ask('moderate', { action: 'admit', peerId: waiting[0]?.peerId ?? '' });

    await guest.event('admitted');
    expect((await guest.enter()).peers.map((peer) => peer.displayName).toSorted()).toEqual([
      'Budi',
      'Frau Klein',
    ]);
    await teacher.event('lobby', (lobby) => lobby.waiting.length === 0);
  });

  test('a denied guest is told and sent away; a guest who leaves is off the list', async () => {
    const room = newId();
    const teacher = await sfu.client({ room, ...host });
    await teacher.enter();
    const denied = await sfu.client({ room, ...knocking });
    const leaving = await sfu.client({ room, ...knocking, name: 'Ani' });
    await denied.join();
    await leaving.join();
    const { waiting } = await teacher.event('lobby', (lobby) => lobby.waiting.length === 2);
    expect(waiting.map((guest) => guest.displayName)).toEqual(['Budi', 'Ani']);
    await teacher.ask('moderate', { action: 'deny', peerId: waiting[0]?.peerId ?? '' });
    expect(await denied.event('room:closed')).toEqual({ reason: 'denied' });
    await denied.closed();
    leaving.drop();
    await teacher.event('lobby', (lobby) => lobby.waiting.length === 0);
  });

  test('VID-10 the host drops and returns within the time: one entry, rights back, no knocking', async () => {
    const room = newId();
    const claims = { room, sub: newId(), device: 'laptop', ...host };
    const teacher = await sfu.client(claims);
    const { self, resumeToken } = await teacher.enter();
    const student = await sfu.client({ room });
    await student.enter();
    await teacher.ask('moderate', { action: 'lock' });
    await student.event('room:changed', (state) => state.locked);
    teacher.drop();
    await student.event('peer:changed', (peer) => peer.connection === 'reconnecting');

    const guest = await sfu.client({ room, name: 'Late' });
    expect(await guest.join()).toEqual({ lobby: true });
    await eventually(
      async () =>
        (await sfu.reports('lobby:changed')).some(
          (report) => report.room === room && !report.attended,
        ) || 'the hub is not told',
    );

    const back = await RtcClient.connect(sfu.node.url, { resume: resumeToken });
    const joined = await back.enter();
    expect(joined.self.id).toBe(self.id);
    expect(joined.room.locked).toBe(true);
    expect(joined.peers.filter((peer) => peer.personId === claims.sub)).toHaveLength(1);
    const { waiting } = await back.event('lobby', (lobby) => lobby.waiting.length === 1);
    await back.ask('moderate', { action: 'admit', peerId: waiting[0]?.peerId ?? '' });
    await guest.event('admitted');
    await guest.enter();
  });

  test('VID-10 the host returns after the time with a new ticket: straight in, though the room is locked', async () => {
    const room = newId();
    const claims = { room, sub: newId(), device: 'laptop', ...host };
    const teacher = await sfu.client(claims);
    await teacher.enter();
    const student = await sfu.client({ room });
    await student.enter();
    await teacher.ask('moderate', { action: 'lock' });
    teacher.drop();
    await student.event('peer:left', (gone) => gone.reason === 'lost');

    const back = await sfu.client(claims);
    const joined = await back.enter();
    expect(joined.self.can).toContain('moderate');
    expect(joined.peers.filter((peer) => peer.personId === claims.sub)).toHaveLength(1);
  });

  test('VID-10 while no moderator is connected, those whom the ticket names may open the door', async () => {
    const room = newId();
    const teacher = await sfu.client({ room, ...host });
    await teacher.enter();
    const helper = await sfu.client({ room, can: ['enter', 'audio', 'admit'] });
    await helper.enter();
    const guest = await sfu.client({ room, ...knocking });
    await guest.join();
    const { waiting } = await teacher.event('lobby');
    const order = { action: 'admit', peerId: waiting[0]?.peerId ?? '' } as const;
    expect(helper.seen('lobby')).toEqual([]);
    await expect(helper.ask('moderate', order)).rejects.toThrow('forbidden');

    teacher.drop();
    await helper.event('lobby', (lobby) => lobby.waiting.length === 1);
    await helper.ask('moderate', order);
    await guest.event('admitted');
    await expect(
      helper.ask('moderate', { action: 'remove', peerId: order.peerId }),
    ).rejects.toThrow('forbidden');
  });

  test('VID-10 the hub can open the door of a room with nobody in it', async () => {
    const claims = { room: newId(), sub: newId(), ...knocking };
    const guest = await sfu.client(claims);
    await guest.join();
    await sfu.command({ kind: 'person:admit', room: claims.room, person: claims.sub });
    await guest.event('admitted');
    expect((await guest.enter()).peers).toHaveLength(1);
  });

  test('a lock keeps newcomers at the door and nobody who was in; unlocking lets them in', async () => {
    const room = newId();
    const teacher = await sfu.client({ room, ...host });
    await teacher.enter();
    const claims = { room, sub: newId(), device: 'phone' };
    const student = await sfu.client(claims);
    await student.enter();
    await teacher.ask('moderate', { action: 'lock' });
    student.leave();
    const again = await sfu.client(claims);
    await again.enter();
    const newcomer = await sfu.client({ room });
    const uninvited = await sfu.client({ room, ...knocking });
    expect([await newcomer.join(), await uninvited.join()]).toEqual([
      { lobby: true },
      { lobby: true },
    ]);
    await teacher.ask('moderate', { action: 'unlock' });
    await newcomer.event('admitted');
    expect(uninvited.names()).toEqual([]);
    await teacher.ask('moderate', { action: 'admit-all' });
    await uninvited.event('admitted');
  });
});
