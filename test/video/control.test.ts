import { nodeRegistration } from '@jembatan/shared/sfu-control.protocol';
import { describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { RtcClient } from '../support/rtc-client.ts';
import { startOwnRedis } from '../support/services.ts';
import { newId, startSfu, type TestSfu } from '../support/sfu.ts';

const registration = async (sfu: TestSfu, node = sfu.node) => {
  const text = await sfu.redis.get(sfu.keys.node(node.nodeId));
  return text === null ? undefined : nodeRegistration.parse(JSON.parse(text));
};

describe('the node and the hub', () => {
  test('a node registers with what a server needs to place rooms, and gives its lease back at once', async () => {
    const sfu = await startSfu({ nodes: 2 });
    const [first, second] = sfu.nodes;
    if (!first || !second) throw new Error('two nodes');
    await eventually(async () =>
      (await registration(sfu)) && (await registration(sfu, second)) ? undefined : 'not registered',
    );
    const self = await registration(sfu);
    expect(self).toMatchObject({ id: first.nodeId, sfuUrl: first.url, draining: false });
    const mimeTypes = self?.rtpCapabilities.codecs?.map((codec) => codec.mimeType);
    expect(mimeTypes).toEqual(
      expect.arrayContaining(['audio/opus', 'video/VP8', 'video/VP9', 'video/H264', 'video/AV1']),
    );
    expect(mimeTypes?.find((mimeType) => mimeType.startsWith('video/'))).toBe('video/VP8');

    const room = newId();
    const client = await sfu.client({ room, aud: second.nodeId });
    await client.enter();
    await second.close();
    expect(await client.event('room:moved')).toEqual({ reason: 'node-closing' });
    expect(await registration(sfu, second)).toBeUndefined();
    expect(await sfu.redis.zscore(sfu.keys.nodes, second.nodeId)).toBeNull();
    const kinds = [
      'node:started',
      'room:opened',
      'peer:joined',
      'peer:left',
      'room:closed',
      'node:stopped',
    ] as const;
    for (const kind of kinds)
      expect(
        (await sfu.reports(kind)).some((report) => report.node === second.nodeId),
        kind,
      ).toBe(true);
    await sfu[Symbol.asyncDispose]();
  });

  test('reports tell who was there, in order, each with an id of its own', async () => {
    await using sfu = await startSfu();
    const room = newId();
    const claims = { room, sub: newId(), sid: newId(), device: 'phone' };
    const client = await sfu.client(claims);
    const { self } = await client.enter();
    client.leave();
    await eventually(async () => (await sfu.reports('room:closed')).length === 1 || 'open');
    const [joined] = await sfu.reports('peer:joined');
    const [left] = await sfu.reports('peer:left');
    expect(joined).toMatchObject({
      room,
      epoch: 1,
      person: claims.sub,
      sid: claims.sid,
      device: 'phone',
      peer: self.id,
      role: 'speaker',
    });
    expect(left).toMatchObject({ room, peer: self.id, reason: 'left' });
    const entries = await sfu.redis.xrange(sfu.keys.reports, '-', '+');
    const ids = entries.map(([, [, json = '']]) => JSON.parse(json).id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('a start with a node id that was used before does not obey old commands', async () => {
    await using sfu = await startSfu();
    await sfu.command({ kind: 'node:drain', draining: true });
    await eventually(async () => (await registration(sfu))?.draining === true || 'not yet');
    await using again = await startSfu({
      config: { nodeId: sfu.node.nodeId, redisPrefix: sfu.keys.reports.replace('sfu:reports', '') },
    });
    await eventually(
      async () => (await registration(sfu))?.draining === false || 'old command obeyed',
    );
    expect(again.node.workerPids).toHaveLength(1);
  });
});

describe('Redis is away', () => {
  test('rooms go on, people join and come back, and every report arrives afterwards', async () => {
    await using redis = await startOwnRedis();
    await using sfu = await startSfu({ redisUrl: redis.url });
    const room = newId();
    const a = await sfu.client({ room });
    const joined = await a.enter();
    await eventually(async () => (await registration(sfu)) !== undefined || 'not registered');
    const ticket = sfu.issueTicket({ room });
    await redis.stop();
    await eventually(async () => {
      const health = await (await fetch(`${sfu.node.url}/healthz`)).json();
      expect(health).toMatchObject({ ok: true, redis: 'down' });
    });

    const b = await RtcClient.connect(sfu.node.url, { ticket });
    await b.enter();
    const again = await RtcClient.connect(sfu.node.url, { ticket });
    await expect(again.join()).rejects.toThrow('ticket-spent');
    await a.produce(joined, 'microphone');
    await b.event('producer:opened');
    a.drop();
    const back = await RtcClient.connect(sfu.node.url, { resume: joined.resumeToken });
    expect((await back.enter()).resumed).toBe(true);
    b.leave();

    await redis.start();
    await eventually(async () => (await registration(sfu)) !== undefined || 'not registered again');
    await eventually(
      async () => (await sfu.reports('peer:left')).length === 1 || 'reports are missing',
    );
    expect(await sfu.reports('peer:joined')).toHaveLength(1);
    // It came back empty: the placement of a living room is written again, and commands are read.
    await eventually(
      async () =>
        (await sfu.redis.hgetall(sfu.keys.placement(room))).node === sfu.node.nodeId ||
        'no placement',
    );
    await sfu.command({ kind: 'room:end', room, reason: 'ended' });
    expect(await back.event('room:closed')).toEqual({ reason: 'ended' });
  });

  test('a Redis that hangs delays nobody for long', async () => {
    await using redis = await startOwnRedis();
    await using sfu = await startSfu({ redisUrl: redis.url });
    const room = newId();
    await (await sfu.client({ room })).enter();
    const ticket = sfu.issueTicket({ room });
    redis.pause();
    try {
      const startedAt = performance.now();
      const client = await RtcClient.connect(sfu.node.url, { ticket });
      await client.enter();
      expect(performance.now() - startedAt).toBeLessThan(4_000);
    } finally {
      redis.resume();
    }
    await eventually(
      async () => (await sfu.reports('peer:joined')).length === 2 || 'reports are missing',
    );
  });
});

describe('plain pages', () => {
  test('health and metrics for this machine; nothing else', async () => {
    await using sfu = await startSfu({ config: { metricsToken: 'a-token-of-16-letters' } });
    const get = (path: string, headers = {}) => fetch(`${sfu.node.url}${path}`, { headers });
    expect((await get('/readyz')).status).toBe(200);
    expect(await (await get('/metrics')).text()).toContain('sfu_rooms 0');
    const proxied = { 'x-forwarded-for': '203.0.113.7' };
    expect((await get('/metrics', proxied)).status).toBe(403);
    expect(
      (await get('/metrics', { ...proxied, authorization: 'Bearer a-token-of-16-letters' })).status,
    ).toBe(200);
    expect((await get('/rtc-not')).status).toBe(404);
  });

  test('any origin may connect, by polling too', async () => {
    await using sfu = await startSfu();
    const client = await RtcClient.connect(
      sfu.node.url,
      { ticket: sfu.issueTicket() },
      { transports: ['polling'] },
    );
    expect((await client.enter()).peers).toHaveLength(1);
    const response = await fetch(`${sfu.node.url}/rtc/?EIO=4&transport=polling`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('set-cookie')).toBeNull();
  });
});
