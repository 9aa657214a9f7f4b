import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { RtcClient } from '../support/rtc-client.ts';
import {
  newId,
  newKeyPair,
  signTicket,
  startSfu,
  type TestSfu,
  type TicketWish,
} from '../support/sfu.ts';

let sfu: TestSfu;
beforeAll(async () => {
  sfu = await startSfu({ nodes: 2 });
});
afterAll(() => sfu[Symbol.asyncDispose]());

const connect = (ticket: unknown) => RtcClient.connect(sfu.node.url, { ticket });
const seconds = () => Math.floor(Date.now() / 1_000);
const hasPassed = (exp: number) => eventually(() => Date.now() > exp * 1_000 || 'not yet');

describe('tickets', () => {
  test('CONN-4 an expired ticket is refused at the door with its reason', async () => {
    const ticket = sfu.issueTicket({ iat: seconds() - 120, exp: seconds() - 60 });
    await expect(connect(ticket)).rejects.toThrow('ticket-expired');
  });

  test('CONN-4 a ticket that runs out between connection and join is refused; a fresh one goes on', async () => {
    const claims = { room: newId(), sub: newId(), device: 'd1' };
    const exp = seconds() + 2;
    const client = await sfu.client({ ...claims, exp });
    await hasPassed(exp);
    await expect(client.join()).rejects.toThrow('ticket-expired');
    const joined = await client.enter({ ticket: sfu.issueTicket(claims) });
    expect(joined.peers).toHaveLength(1);
  });

  test('CONN-4 a ticket that runs out in the call does not end it, nor a reconnect after a drop', async () => {
    const exp = seconds() + 2;
    const client = await sfu.client({ room: newId(), exp });
    const { resumeToken, self } = await client.enter();
    await hasPassed(exp);
    client.drop();
    const back = await RtcClient.connect(sfu.node.url, { resume: resumeToken });
    expect((await back.enter()).self.id).toBe(self.id);
  });

  const forgeries: [string, (good: string, wish: TicketWish) => unknown][] = [
    [
      'signed by a stranger under a known key id',
      (good, wish) => signTicket(wish, { key: newKeyPair().privateKey, kid: header(good).kid }),
    ],
    [
      'signed by a stranger under an unknown key id',
      (_good, wish) => signTicket(wish, { key: newKeyPair().privateKey, kid: 'nobody' }),
    ],
    [
      'without a signature',
      (good) => `${encode({ alg: 'none', kid: header(good).kid })}.${good.split('.')[1]}.`,
    ],
    ['signed with the public key as if it were a shared secret', (good) => symmetric(good)],
    [
      'with claims changed after signing',
      (good) => good.replace(/\.[^.]+\./, `.${encode({ ...payload(good), role: 'host' })}.`),
    ],
    [
      'for another node',
      (_good, wish) => sfu.issueTicket({ ...wish, aud: sfu.nodes[1]?.nodeId ?? '' }),
    ],
    ['without a room', (_good, wish) => sfu.issueTicket({ ...wish, room: 'lobby' })],
    ['that is no text', () => ({ $gt: '' })],
    ['that is empty', () => ''],
    ['that is noise', () => 'a.b.c'],
    ['that is absent', () => undefined],
  ];
  test.each(forgeries)('a ticket %s is refused', async (_what, forge) => {
    const wish = { aud: sfu.node.nodeId, room: newId() };
    await expect(connect(forge(sfu.issueTicket(wish), wish))).rejects.toThrow('ticket-invalid');
  });

  test('a ticket opens one seat once', async () => {
    const ticket = sfu.issueTicket({ room: newId() });
    const [a, b] = [await connect(ticket), await connect(ticket)];
    await a.enter();
    await expect(b.join()).rejects.toThrow('ticket-spent');
    await eventually(
      async () =>
        (await sfu.reports('denied')).some((report) => report.code === 'ticket-spent') ||
        'the refusal is not reported',
    );
  });

  test('a person whom the hub keeps out is refused at the door, at join and at resume', async () => {
    const claims = { room: newId(), sub: newId() };
    const inside = await sfu.client({ ...claims, device: 'one' });
    const { resumeToken } = await inside.enter();
    const waiting = await sfu.client({ ...claims, device: 'two' });
    await sfu.redis.set(sfu.keys.denied(claims.room, claims.sub), '1', 'EX', 60);

    await expect(waiting.join()).rejects.toThrow('banned');
    await expect(sfu.client({ ...claims, device: 'three' })).rejects.toThrow('banned');
    inside.drop();
    await expect(RtcClient.connect(sfu.node.url, { resume: resumeToken })).rejects.toThrow(
      'banned',
    );
  });

  test('a made-up resume token opens nothing', async () => {
    const client = await sfu.client({ room: newId() });
    const { resumeToken, room, self } = await client.enter();
    const secret = resumeToken.split('.')[2] ?? '';
    for (const resume of [
      '',
      'x',
      `${room.id}.${self.id}.`,
      `${room.id}.${self.id}.${'A'.repeat(secret.length)}`,
      `${room.id}.${randomUUID()}.${secret}`,
    ]) {
      await expect(RtcClient.connect(sfu.node.url, { resume })).rejects.toThrow('seat-gone');
    }
    expect(client.socket.connected).toBe(true);
  });

  test('a new key of the hub is believed at once', async () => {
    const { privateKey, publicKey } = newKeyPair();
    const kid = newId();
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };
    await sfu.redis.hset(sfu.keys.ticketKeys, kid, JSON.stringify(jwk));
    const ticket = signTicket({ aud: sfu.node.nodeId, room: newId() }, { key: privateKey, kid });
    await eventually(async () => {
      const client = await connect(ticket);
      await client.enter();
    });
  });
});

describe('epochs', () => {
  test('a higher epoch closes the older room with room:moved; a lower one is refused', async () => {
    const room = newId();
    const old = await sfu.client({ room, epoch: 2 });
    await old.enter();
    const newer = await sfu.client({ room, epoch: 3 });
    const joined = await newer.enter();
    expect(await old.event('room:moved')).toEqual({ reason: 'placed-elsewhere' });
    await old.closed();
    expect(joined.peers).toHaveLength(1);
    const late = await sfu.client({ room, epoch: 2 });
    await expect(late.join()).rejects.toThrow('room-moved');
  });

  test('a room that was placed elsewhere while this node was cut off closes here', async () => {
    const room = newId();
    const client = await sfu.client({ room });
    await client.enter();
    await eventually(
      async () => (await sfu.redis.hget(sfu.keys.placement(room), 'node')) === sfu.node.nodeId,
    );
    await sfu.redis.hset(sfu.keys.placement(room), { node: sfu.nodes[1]?.nodeId ?? '', epoch: 2 });
    expect(await client.event('room:moved')).toEqual({ reason: 'placed-elsewhere' });
    const late = await sfu.client({ room, epoch: 1 });
    await expect(late.join()).rejects.toThrow('room-moved');
  });
});

function header(ticket: string): { kid: string } {
  return JSON.parse(Buffer.from(ticket.split('.')[0] ?? '', 'base64url').toString());
}

function payload(ticket: string): object {
  return JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString());
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function symmetric(ticket: string): string {
  const body = `${encode({ alg: 'HS256', kid: header(ticket).kid })}.${ticket.split('.')[1]}`;
  return `${body}.${createHmac('sha256', 'public key').update(body).digest('base64url')}`;
}
