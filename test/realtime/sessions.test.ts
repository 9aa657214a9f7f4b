import { createPublicKey } from 'node:crypto';
import { authRoutes } from '@jembatan/shared/auth.contract';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import { type SfuReport, sfuKeys, streamField } from '@jembatan/shared/sfu-control.protocol';
import { ticketClaims } from '@jembatan/shared/ticket';
import jwt from 'jsonwebtoken';
import { MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { askTicket, enterRoom, openRoom, plan } from '../support/meetings.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround } from '../support/places.ts';
import { RtcClient } from '../support/rtc-client.ts';
import { startOwnRedis, uniqueName } from '../support/services.ts';
import { newId, startSfu, type TestSfu } from '../support/sfu.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let sfu: TestSfu;
let mongo: MongoClient;
let teacher: TestPerson;
let student: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  sfu = await startSfu({
    redisUrl: stack.redisUrl,
    config: { redisPrefix: stack.redisPrefix, seatMs: 1_500 },
  });
  mongo = await new MongoClient(stack.mongoUrl).connect();
  [teacher, student] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi', age: 'minor' }),
  ]);
  ground = await makeGround(teacher, { members: [student] });
  await eventually(
    async () => (await sfu.redis.exists(sfu.keys.node(sfu.node.nodeId))) === 1 || 'no node',
  );
});
afterAll(async () => {
  await mongo.close();
  await sfu[Symbol.asyncDispose]();
  await stack[Symbol.asyncDispose]();
});

const meet = (input: Record<string, unknown> = {}) => plan(teacher, ground.community.id, input);
const get = ({ id }: Pick<SessionView, 'id'>, who = teacher) =>
  who.call(sessionRoutes.getSession, { params: { id } });
const attendance = async ({ id }: SessionView) =>
  (await teacher.call(sessionRoutes.getAttendance, { params: { id } })).items;
const shows = (session: SessionView, expected: Partial<SessionView>) =>
  eventually(async () => {
    expect(await get(session)).toMatchObject(expected);
  });

describe('a ticket', () => {
  it('says who may do what where, and anybody can check it', async () => {
    const session = await meet();
    const { ticket, sfuUrl, iceServers, rtpCapabilities } = await askTicket(
      student,
      session,
      'phone-1',
    );
    expect(sfuUrl).toBe(sfu.node.url);
    expect(iceServers).toEqual([]);
    expect(rtpCapabilities.codecs?.length).toBeGreaterThan(0);
    const { keys } = (await (await fetch(`${stack.url}/.well-known/jwks.json`)).json()) as {
      keys: Record<string, string>[];
    };
    const jwk =
      keys.find(({ kid }) => kid === jwt.decode(ticket, { complete: true })?.header.kid) ?? {};
    const claims = ticketClaims.parse(
      jwt.verify(ticket, createPublicKey({ key: jwk, format: 'jwk' }), { algorithms: ['ES256'] }),
    );
    expect(claims).toMatchObject({
      ...{ sub: student.id, sid: student.sid, room: session.id, aud: sfu.node.nodeId, epoch: 1 },
      ...{
        name: 'Budi',
        role: 'speaker',
        can: ['enter', 'audio', 'video', 'screen', 'admit'],
        device: 'phone-1',
      },
    });
    expect(claims.exp - claims.iat).toBe(60);
  });

  it('is the same place from every server, and a key pair made once', async () => {
    const session = await meet();
    const places = await Promise.all(
      stack.servers.map(async ({ url }) => {
        const response = await fetch(`${url}/api/v1/sessions/${session.id}/join`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${teacher.token}` },
          body: '{"device":"laptop"}',
        });
        const { ticket } = sessionRoutes.joinSession.answer.parse(await response.json());
        const { aud, epoch } = jwt.decode(ticket, { json: true }) ?? {};
        return { aud, epoch, kid: jwt.decode(ticket, { complete: true })?.header.kid };
      }),
    );
    expect(places[1]).toEqual(places[0]);
  });
});

describe('a meeting', () => {
  it('is live with the first who comes, and everybody hears who comes and goes', async () => {
    const session = await meet({ kind: 'planned', localStart: '2027-03-20T19:00' });
    using page = await student.connect(stack.servers[1]?.url);
    await page.ask('subscribe', { topic: `community:${ground.community.id}` });
    const host = await enterRoom(teacher, session);
    await shows(session, { state: 'live', inRoom: 1 });
    const guest = await enterRoom(student, session);
    const two = await page.next(
      'session:changed',
      (news) =>
        (news.session as SessionView).id === session.id &&
        (news.session as SessionView).inRoom === 2,
    );
    expect(two.session).not.toHaveProperty('can');
    guest.leave();
    host.leave();
    // Long before its time an empty room waits for it.
    await shows(session, { state: 'planned', inRoom: 0 });
    await page.next(
      'session:changed',
      (news) =>
        (news.session as SessionView).id === session.id &&
        (news.session as SessionView).inRoom === 0,
    );
  });

  it('keeps attendance by itself, two devices as one person', async () => {
    const session = await meet();
    const [phone, laptop] = [await enterRoom(student, session), await enterRoom(student, session)];
    await shows(session, { inRoom: 1 });
    phone.leave();
    await eventually(async () => {
      expect(await attendance(session)).toMatchObject([
        { person: { id: student.id }, leftAt: null, stays: 2 },
      ]);
    });
    laptop.leave();
    await eventually(async () => {
      const [line] = await attendance(session);
      expect(line?.leftAt).not.toBeNull();
      expect(line?.seconds).toBe(
        Math.floor((Date.parse(line?.leftAt ?? '') - Date.parse(line?.joinedAt ?? '')) / 1_000),
      );
    });
    await expect(
      student.call(sessionRoutes.getAttendance, { params: { id: session.id } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('shows people as in a session while they are', async () => {
    const session = await meet();
    using _tab = await teacher.connect();
    const presence = async () =>
      (await student.call(peopleRoutes.getPerson, { params: { handle: teacher.person.handle } }))
        .presence;
    await eventually(async () => (await presence()) === 'online' || 'not online');
    const host = await enterRoom(teacher, session);
    await eventually(async () => (await presence()) === 'in-session' || 'not in session');
    host.leave();
    await eventually(async () => (await presence()) === 'online' || 'still in session');
  });

  it('lets people in by the door where there is a lobby', async () => {
    const session = await meet({ lobby: true });
    const host = await enterRoom(teacher, session);
    const guest = await openRoom(student, session);
    expect(await guest.join()).toEqual({ lobby: true });
    const { waiting } = await host.event('lobby', ({ waiting: all }) => all.length > 0);
    await host.ask('moderate', { action: 'admit', peerId: waiting[0]?.peerId ?? '' });
    await guest.event('admitted');
    await guest.enter();
    await shows(session, { inRoom: 2 });
    for (const client of [host, guest]) client.leave();
  });
});

describe('the end', () => {
  it('comes for all, and a ticket of before does not open the room again', async () => {
    const session = await meet();
    const [host, guest] = [await enterRoom(teacher, session), await enterRoom(student, session)];
    await shows(session, { inRoom: 2 });
    const { sfuUrl, ticket } = await askTicket(student, session);
    await teacher.call(sessionRoutes.endSession, { params: { id: session.id } });
    for (const client of [host, guest])
      expect(await client.event('room:closed')).toEqual({ reason: 'ended' });
    await shows(session, { state: 'ended', inRoom: 0 });
    await expect(
      RtcClient.connect(sfuUrl, { ticket }).then((client) => client.enter()),
    ).rejects.toThrow('banned');
    await expect(askTicket(student, session)).rejects.toMatchObject({ code: 'session-over' });
  });

  it('by a host inside the room is the session’s end, too', async () => {
    const session = await meet();
    const host = await enterRoom(teacher, session);
    await shows(session, { inRoom: 1 });
    // The end may be faster than its own acknowledgement.
    await host.ask('moderate', { action: 'end' }).catch(() => undefined);
    await shows(session, { state: 'ended', inRoom: 0 });
  });

  it('of a standing room leaves it open for the next time', async () => {
    const session = await meet({ kind: 'standing' });
    const host = await enterRoom(teacher, session);
    await shows(session, { state: 'live', inRoom: 1 });
    await teacher.call(sessionRoutes.endSession, { params: { id: session.id } });
    await host.event('room:closed');
    await shows(session, { state: 'planned', inRoom: 0 });
    const again = await enterRoom(teacher, session);
    await shows(session, { state: 'live', inRoom: 1 });
    again.leave();
  });

  it('comes with the time, once nobody is there any more', async () => {
    const session = await meet();
    const host = await enterRoom(teacher, session);
    await shows(session, { inRoom: 1 });
    await mongo
      .db()
      .collection('sessions')
      .updateOne(
        { _id: new ObjectId(session.id) },
        { $set: { endsAt: new Date(Date.now() - 1_000) } },
      );
    const other = await meet({ kind: 'planned', startsAt: '2026-01-01T10:00:00Z' });
    await shows(other, { state: 'ended' });
    await shows(session, { state: 'live' });
    host.leave();
    await shows(session, { state: 'ended' });
  });
});

describe('CONN-3 whoever may not be there', () => {
  it('is out within two seconds of losing the community, and stays out', async () => {
    const kicked = await stack.person();
    await joinBy(teacher, kicked, ground.community);
    const session = await meet();
    const [host, inside] = [await enterRoom(teacher, session), await enterRoom(kicked, session)];
    await shows(session, { inRoom: 2 });
    const { sfuUrl, ticket } = await askTicket(kicked, session);
    const started = performance.now();
    await teacher.call(communityRoutes.removeMember, {
      params: { id: ground.community.id, personId: kicked.id },
      query: { ban: 'true' },
    });
    await inside.closed();
    expect(performance.now() - started).toBeLessThan(2_000);
    await expect(
      RtcClient.connect(sfuUrl, { ticket }).then((client) => client.enter()),
    ).rejects.toThrow('banned');
    await expect(askTicket(kicked, session)).rejects.toMatchObject({ code: 'not-found' });
    await shows(session, { inRoom: 1 });
    host.leave();
  });

  it('comes in again after coming back', async () => {
    const back = await stack.person();
    await joinBy(teacher, back, ground.community);
    const session = await meet();
    const [host, inside] = [await enterRoom(teacher, session), await enterRoom(back, session)];
    await shows(session, { inRoom: 2 });
    await teacher.call(communityRoutes.removeMember, {
      params: { id: ground.community.id, personId: back.id },
    });
    await inside.closed();
    await joinBy(teacher, back, ground.community);
    const again = await enterRoom(back, session);
    await shows(session, { inRoom: 2 });
    for (const client of [host, again]) client.leave();
  });

  it('is kept out by a moderator’s act in the room', async () => {
    const session = await meet();
    const [host, guest] = [await enterRoom(teacher, session), await enterRoom(student, session)];
    const { id: peerId } = await host.event('peer:joined');
    await host.ask('moderate', { action: 'remove', peerId });
    expect(await guest.event('room:closed')).toEqual({ reason: 'removed' });
    await eventually(async () => {
      await expect(askTicket(student, session)).rejects.toMatchObject({
        status: 403,
        code: 'banned',
      });
    });
    const other = await meet();
    (await enterRoom(student, other)).leave();
    host.leave();
  });

  it('leaves with the sign-in', async () => {
    const session = await meet();
    const leaver = await stack.person();
    await joinBy(teacher, leaver, ground.community);
    const client = await enterRoom(leaver, session);
    await shows(session, { inRoom: 1 });
    await leaver.call(authRoutes.logout, { body: {} });
    expect(await client.event('room:closed')).toEqual({ reason: 'signed-out' });
  });
});

describe('minors in a room', () => {
  const deadline = async ({ id }: SessionView) =>
    (
      await mongo
        .db()
        .collection('sessions')
        .findOne({ _id: new ObjectId(id) })
    )?.adultDeadline as Date | null;

  it('have five minutes without an adult who answers for them, then it closes', async () => {
    const session = await meet();
    const guest = await enterRoom(student, session);
    await eventually(async () => (await deadline(session)) !== null || 'no deadline');
    const minutes = (((await deadline(session))?.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(4.5);
    expect(minutes).toBeLessThanOrEqual(5);

    const host = await enterRoom(teacher, session);
    await eventually(async () => (await deadline(session)) === null || 'still a deadline');
    host.leave();
    await eventually(async () => (await deadline(session)) !== null || 'no new deadline');
    await mongo
      .db()
      .collection('sessions')
      .updateOne({ _id: new ObjectId(session.id) }, { $set: { adultDeadline: new Date() } });
    expect(await guest.event('room:closed')).toEqual({ reason: 'no-adult' });
    await shows(session, { state: 'live', inRoom: 0 });
    expect(await deadline(session)).toBeNull();
  });
});

describe('reports', () => {
  const report = (body: object) =>
    sfu.redis.xadd(
      sfu.keys.reports,
      '*',
      streamField,
      JSON.stringify({
        id: newId(),
        node: 'ghost',
        at: new Date().toISOString(),
        ...body,
      } as SfuReport),
    );
  const joined = (session: SessionView, extra: object = {}) => ({
    kind: 'peer:joined',
    room: session.id,
    epoch: 1,
    peer: uniqueName(),
    person: student.id,
    sid: student.sid,
    device: 'x',
    role: 'speaker',
    ...extra,
  });

  it('that come twice change nothing the second time', async () => {
    const session = await meet();
    const came = { ...joined(session), at: '2026-03-01T10:00:00.000Z' };
    const left = { ...came, kind: 'peer:left', reason: 'left', at: '2026-03-01T10:20:00.000Z' };
    await sfu.redis.zadd(sfu.keys.nodes, Date.now() + 60_000, 'ghost');
    await sfu.redis.set(sfu.keys.node('ghost'), '{}', 'PX', 60_000);
    for (const body of [came, came, left, came, left]) await report(body);
    await eventually(async () => {
      expect(await attendance(session)).toMatchObject([
        { joinedAt: came.at, leftAt: left.at, seconds: 1_200, stays: 1 },
      ]);
    });
    await sfu.redis.del(sfu.keys.node('ghost'));
  });

  it('that were lost keep nobody in a room for ever', async () => {
    const session = await meet();
    await report({
      ...joined(session),
      node: sfu.node.nodeId,
      at: new Date(Date.now() - 60_000).toISOString(),
    });
    await shows(session, { inRoom: 1 });
    await eventually(
      async () => {
        expect(await attendance(session)).toMatchObject([{ leftAt: expect.any(String) }]);
      },
      { withinMs: 20_000 },
    );
    await shows(session, { inRoom: 0 });
  });

  it('that do not fit are passed over', async () => {
    const session = await meet();
    await sfu.redis.xadd(sfu.keys.reports, '*', streamField, '{"kind":"peer:joined"');
    await report({ kind: 'peer:joined', room: { $gt: '' } });
    const host = await enterRoom(teacher, session);
    await shows(session, { inRoom: 1 });
    host.leave();
  });

  it('of a node that died end with its lease', async () => {
    const session = await meet();
    const died = new Date(Date.now() - 1_000);
    await sfu.redis.zadd(sfu.keys.nodes, died.getTime(), 'dead');
    await report({
      ...joined(session),
      node: 'dead',
      at: new Date(Date.now() - 60_000).toISOString(),
    });
    await shows(session, { inRoom: 1 });
    await eventually(
      async () => {
        expect(await attendance(session)).toMatchObject([{ leftAt: died.toISOString() }]);
      },
      { withinMs: 15_000 },
    );
    await shows(session, { inRoom: 0 });
  });

  it('are read on when the server that read them goes', async () => {
    const session = await meet();
    const extra = await stack.addServer();
    const holder = await sfu.redis.get(`${stack.redisPrefix}claim:sfu-reports`);
    expect(holder).toBeTruthy();
    await extra.close();
    for (const server of stack.servers.slice(1, 2)) await server.close();
    const host = await enterRoom(teacher, session);
    await shows(session, { inRoom: 1 });
    host.leave();
    await shows(session, { inRoom: 0 });
  });
});

it('a room moves to a node that lives, one epoch higher', async () => {
  await using own = await startStack();
  await using nodes = await startSfu({
    nodes: 2,
    redisUrl: own.redisUrl,
    config: { redisPrefix: own.redisPrefix },
  });
  const host = await own.person();
  const { community } = await makeGround(host);
  const session = await plan(host, community.id);
  const placeOf = async () => {
    const { aud, epoch } =
      jwt.decode((await askTicket(host, session)).ticket, { json: true }) ?? {};
    return { aud, epoch };
  };
  await eventually(async () => (await nodes.redis.zcard(nodes.keys.nodes)) === 2 || 'not both');
  const first = await placeOf();
  expect(await placeOf()).toEqual(first);
  await nodes.nodes.find(({ nodeId }) => nodeId === first.aud)?.close();
  await eventually(async () => (await placeOf()).aud !== first.aud || 'still there');
  expect(await placeOf()).toEqual({
    aud: nodes.nodes.find(({ nodeId }) => nodeId !== first.aud)?.nodeId,
    epoch: 2,
  });
});

it('OPS-2 without Redis joining answers 503, and works again after', async () => {
  await using redis = await startOwnRedis();
  await using own = await startStack({ redisUrl: redis.url });
  await using nodes = await startSfu({
    redisUrl: redis.url,
    config: { redisPrefix: own.redisPrefix },
  });
  const host = await own.person();
  const { community } = await makeGround(host);
  const session = await plan(host, community.id);
  const client = await eventuallyEnter(host, session);
  await eventually(
    async () =>
      (await host.call(sessionRoutes.getSession, { params: { id: session.id } })).inRoom === 1 ||
      'not counted',
  );
  await redis.stop();
  await expect(askTicket(host, session)).rejects.toMatchObject({
    status: 503,
    code: 'no-room-node',
  });
  await redis.start();
  const again = await eventuallyEnter(host, session);
  expect(again.socket.connected).toBe(true);
  for (const one of [client, again]) one.leave();
  await eventually(
    async () =>
      (await host.call(sessionRoutes.getSession, { params: { id: session.id } })).inRoom === 0 ||
      'still counted',
    { withinMs: 15_000 },
  );
  expect(sfuKeys('').reports).toBe('sfu:reports');
  expect(nodes.nodes).toHaveLength(1);
});

async function eventuallyEnter(who: TestPerson, session: SessionView): Promise<RtcClient> {
  let client: RtcClient | undefined;
  await eventually(
    async () => {
      client = await enterRoom(who, session);
    },
    { withinMs: 15_000 },
  );
  if (!client) throw new Error('not inside');
  return client;
}
