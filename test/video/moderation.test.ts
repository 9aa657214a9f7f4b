import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { RtcClient } from '../support/rtc-client.ts';
import { newId, startSfu, type TestSfu, type TicketWish } from '../support/sfu.ts';

let sfu: TestSfu;
beforeAll(async () => {
  sfu = await startSfu();
});
afterAll(() => sfu[Symbol.asyncDispose]());

const host: TicketWish = {
  role: 'host',
  name: 'Frau Klein',
  can: ['enter', 'audio', 'video', 'screen', 'moderate'],
};
const cohost: TicketWish = { role: 'cohost', can: ['enter', 'audio', 'moderate'] };

/** A teacher and a student who sends everything. */
async function lesson() {
  const room = newId();
  const claims = { room, sub: newId(), device: 'phone' };
  const teacher = await sfu.client({ room, ...host });
  const joinedTeacher = await teacher.enter();
  const student = await sfu.client(claims);
  const joined = await student.enter();
  const ids = {
    microphone: (await student.produce(joined, 'microphone')).producerId,
    camera: (await student.produce(joined, 'camera')).producerId,
    screen: (await student.produce(joined, 'screen')).producerId,
  };
  return { room, claims, teacher, joinedTeacher, student, joined, peerId: joined.self.id, ids };
}

describe('order in the room', () => {
  test('muted and stopped by a moderator stays so until allowed; a stopped share may start again', async () => {
    const { teacher, student, joined, peerId, ids } = await lesson();
    await teacher.ask('moderate', { action: 'mute', peerId });
    await teacher.ask('moderate', { action: 'mute', peerId });
    await teacher.ask('moderate', { action: 'stop-video', peerId });
    await teacher.ask('moderate', { action: 'stop-screen', peerId });

    await teacher.event(
      'producer:changed',
      (producer) => producer.id === ids.microphone && producer.mutedBy === 'moderator',
    );
    await teacher.event(
      'producer:changed',
      (producer) => producer.id === ids.camera && producer.mutedBy === 'moderator',
    );
    await teacher.event(
      'producer:closed',
      (producer) => producer.id === ids.screen && producer.reason === 'stopped-by-moderator',
    );
    await expect(student.ask('producer:resume', { producerId: ids.microphone })).rejects.toThrow(
      'forbidden',
    );
    const again = await student.produce(joined, 'microphone');
    expect(again.paused).toBe(true);
    const opened = await teacher.event('producer:opened', ({ id }) => id === again.producerId);
    expect(opened).toMatchObject({ paused: true, mutedBy: 'moderator' });
    expect((await student.produce(joined, 'screen')).paused).toBe(false);

    await teacher.ask('moderate', { action: 'allow', peerId, source: 'camera' });
    await teacher.event(
      'peer:changed',
      (peer) => peer.id === peerId && peer.mutedSources.join() === 'microphone',
    );
    await student.ask('producer:resume', { producerId: ids.camera });
    await teacher.ask('moderate', { action: 'allow', peerId });
    await teacher.event(
      'peer:changed',
      (peer) => peer.id === peerId && peer.mutedSources.length === 0,
    );
  });

  test('muting everyone leaves those who keep order', async () => {
    const { room, teacher, joinedTeacher, student, ids } = await lesson();
    const second = await sfu.client({ room, ...cohost });
    const other = await second.produce(await second.enter(), 'microphone');
    const own = await teacher.produce(joinedTeacher, 'microphone');
    await teacher.ask('moderate', { action: 'mute' });
    await student.event(
      'producer:changed',
      (producer) => producer.id === ids.microphone && producer.mutedBy === 'moderator',
    );
    expect(student.seen('producer:changed').map((producer) => producer.id)).not.toContain(
      own.producerId,
    );
    expect(student.seen('producer:changed').map((producer) => producer.id)).not.toContain(
      other.producerId,
    );
  });

  test('removed: told, cut off on every device, and kept out until the hub allows', async () => {
    const { room, claims, teacher, student, peerId } = await lesson();
    const tablet = await sfu.client({ ...claims, device: 'tablet' });
    const { resumeToken } = await tablet.enter();
    await teacher.ask('moderate', { action: 'remove', peerId });

    await student.event(
      'moderated',
      (what) => what.action === 'remove' && what.by?.displayName === 'Frau Klein',
    );
    for (const client of [student, tablet]) {
      expect(await client.event('room:closed')).toEqual({ reason: 'removed' });
      await client.closed();
    }
    await teacher.event('peer:left', (gone) => gone.reason === 'removed');
    await expect(sfu.client({ ...claims, name: 'Another Name' })).rejects.toThrow('banned');
    await expect(RtcClient.connect(sfu.node.url, { resume: resumeToken })).rejects.toThrow(
      'seat-gone',
    );

    await sfu.command({ kind: 'person:allow', room, person: claims.sub });
    await (await sfu.client(claims)).enter();
    const records = (await sfu.reports('moderated')).filter((report) => report.room === room);
    expect(records.map(({ action, target }) => ({ action, target }))).toEqual([
      { action: 'remove', target: claims.sub },
    ]);
  });

  test('hands are up in order, and a moderator lowers one or all', async () => {
    const { room, teacher, student, peerId } = await lesson();
    const second = await sfu.client({ room });
    const { self } = await second.enter();
    await second.ask('hand', { raised: true });
    await student.ask('hand', { raised: true });
    await second.ask('hand', { raised: true });
    const { peers } = await teacher.enter();
    const order = peers
      .filter((peer) => peer.hand !== undefined)
      .toSorted((a, b) => (a.hand ?? 0) - (b.hand ?? 0));
    expect(order.map((peer) => peer.id)).toEqual([self.id, peerId]);
    await teacher.ask('moderate', { action: 'lower-hand', peerId: self.id });
    await student.event('peer:changed', (peer) => peer.id === self.id && peer.hand === undefined);
    await teacher.ask('moderate', { action: 'lower-hand' });
    await second.event('peer:changed', (peer) => peer.id === peerId && peer.hand === undefined);
  });

  test('who may not, cannot: nothing changes and nothing is told', async () => {
    const { room, teacher, joinedTeacher, student } = await lesson();
    const second = await sfu.client({ room, ...cohost });
    await second.enter();
    for (const action of [
      'mute',
      'stop-video',
      'stop-screen',
      'allow',
      'remove',
      'lower-hand',
      'lock',
      'end',
      'admit-all',
    ] as const) {
      await expect(
        student.ask('moderate', { action, peerId: joinedTeacher.self.id }),
      ).rejects.toThrow('forbidden');
    }
    await expect(
      second.ask('moderate', { action: 'remove', peerId: joinedTeacher.self.id }),
    ).rejects.toThrow('forbidden');
    await expect(
      teacher.ask('moderate', { action: 'remove', peerId: joinedTeacher.self.id }),
    ).rejects.toThrow('forbidden');
    await expect(teacher.ask('moderate', { action: 'mute', peerId: 'nobody' })).rejects.toThrow(
      'not-found',
    );
    await expect(teacher.ask('moderate', { action: 'remove' })).rejects.toThrow('invalid');
    expect(teacher.seen('moderated')).toEqual([]);
  });

  test('ended for all', async () => {
    const { room, teacher, student } = await lesson();
    await teacher.ask('moderate', { action: 'end' }).catch(() => {});
    for (const client of [teacher, student]) {
      expect(await client.event('room:closed')).toEqual({ reason: 'ended' });
      await client.closed();
    }
    await eventually(async () =>
      (await sfu.reports('room:closed')).some(
        (report) => report.room === room && report.reason === 'ended',
      ),
    );
  });
});

describe('commands of the hub', () => {
  test('remove, mute, lock, end and drain are carried out and acknowledged', async () => {
    const { room, claims, teacher, student, ids } = await lesson();
    const mute = { kind: 'person:mute', room, person: claims.sub, source: 'microphone' } as const;
    expect(await sfu.command({ ...mute, muted: true })).toMatchObject({ ok: true });
    await student.event('moderated', (what) => what.action === 'mute' && what.by === null);
    await student.event(
      'producer:changed',
      (producer) => producer.id === ids.microphone && producer.mutedBy === 'moderator',
    );
    await sfu.command({ ...mute, muted: false });
    await student.event('moderated', (what) => what.action === 'allow');
    await sfu.command({ kind: 'room:lock', room, locked: true });
    await student.event('room:changed', (state) => state.locked);
    await sfu.command({ kind: 'person:remove', room, person: claims.sub });
    expect(await student.event('room:closed')).toEqual({ reason: 'removed' });
    await sfu.command({ kind: 'room:end', room, reason: 'no-adult' });
    expect(await teacher.event('room:closed')).toEqual({ reason: 'no-adult' });
    // Twice is once, and an absent room is done.
    expect(await sfu.command({ kind: 'room:end', room, reason: 'ended' })).toMatchObject({
      ok: true,
    });
  });

  test('a sign-in that ends takes its peers out of every room', async () => {
    const sid = newId();
    const a = await sfu.client({ room: newId(), sid });
    const b = await sfu.client({ room: newId(), sid });
    const c = await sfu.client({ room: newId() });
    for (const client of [a, b, c]) await client.enter();
    await sfu.command({ kind: 'sign-in:end', sid });
    for (const client of [a, b])
      expect(await client.event('room:closed')).toEqual({ reason: 'signed-out' });
    expect(c.socket.connected).toBe(true);
  });

  test('a draining node says so to peers and in its registration', async () => {
    const client = await sfu.client({ room: newId() });
    await client.enter();
    const registered = async () =>
      JSON.parse((await sfu.redis.get(sfu.keys.node(sfu.node.nodeId))) ?? '{}');
    await sfu.command({ kind: 'node:drain', draining: true });
    await client.event('node:draining');
    await eventually(async () => (await registered()).draining === true || 'not yet');
    await sfu.command({ kind: 'node:drain', draining: false });
    await eventually(async () => (await registered()).draining === false || 'not yet');
  });
});
