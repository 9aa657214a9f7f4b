import { type sfuKeys, sfuReport, streamField } from '@jembatan/shared/sfu-control.protocol';
import type { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { absentRedis, quietLogger as logger, openTestRedis } from '../testing/test-redis.ts';
import { Reporter } from './Reporter.ts';

const stored = async (redis: Redis, keys: ReturnType<typeof sfuKeys>) =>
  (await redis.xrange(keys.reports, '-', '+')).map(([, fields]) =>
    sfuReport.parse(JSON.parse(fields[fields.indexOf(streamField) + 1] ?? '')),
  );

test('reports arrive in order, each with an id of its own', async () => {
  await using place = await openTestRedis();
  const { redis, keys } = place;
  const reporter = new Reporter({ redis, keys, nodeId: 'node-1', logger });
  for (let n = 0; n < 500; n += 1)
    reporter.report({ kind: 'command:done', command: `c${n}`, ok: true });
  await reporter.close(5_000);
  const reports = await stored(redis, keys);
  expect(reports.map((report) => report.kind === 'command:done' && report.command)).toEqual(
    Array.from({ length: 500 }, (_, n) => `c${n}`),
  );
  expect(new Set(reports.map((report) => report.id)).size).toBe(500);
});

test('while Redis is away the newest ten thousand are kept', async () => {
  await using place = await openTestRedis();
  const redis = absentRedis();
  const reporter = new Reporter({ redis, keys: place.keys, nodeId: 'node-1', logger });
  for (let n = 0; n < 10_010; n += 1) reporter.report({ kind: 'node:stopped' });
  expect([reporter.queued, reporter.dropped]).toEqual([10_000, 10]);
  await reporter.close(0);
  redis.disconnect();
});
