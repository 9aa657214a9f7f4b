import { communityId, personId, threadId } from '@jembatan/shared/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform } from '../../testing/test-platform.ts';
import { createOccurrences } from './occurrences.ts';
import { timingOf } from './planning.ts';
import { createSeriesRepository, type SeriesRepository } from './series.repository.ts';
import { createSessionsRepository, type SessionsRepository } from './sessions.repository.ts';

const host = personId.parse('1'.repeat(24));
const place = communityId.parse('2'.repeat(24));
const days = (count: number) => count * 86_400_000;

let platform: TestPlatform;
let now = new Date('2027-01-01T10:00:00Z');

let sessions: SessionsRepository;
let series: SeriesRepository;

beforeAll(async () => {
  platform = await createTestPlatform();
  sessions = createSessionsRepository(platform.connection);
  series = createSeriesRepository(platform.connection);
  await Promise.all([sessions.createIndexes(), series.createIndexes()]);
});
afterAll(() => platform.close());

/** One server's maker of sessions. */
function maker() {
  const { transact, logger } = platform;
  const createSessionThread = async ({ sessionId }: { sessionId: string }) =>
    threadId.parse(sessionId);
  return {
    ...createOccurrences({
      sessions,
      series,
      transact,
      logger,
      clock: { now: () => now },
      createSessionThread,
    }),
  };
}

async function begin(rrule: string) {
  const { begin: start } = maker();
  const timing = timingOf('planned', {
    localStart: '2027-01-04T19:00',
    timeZone: 'Europe/Berlin',
    durationMinutes: 60,
  });
  const fresh = {
    communityId: place,
    title: 'Weekly',
    agenda: '',
    kind: 'planned',
    state: 'planned',
    lobby: false,
    hostId: host,
    ...timing,
  } as const;
  return platform.transact((tx) => start(tx, fresh, { rrule, authorId: host }));
}

const startsOf = async (seriesId: string | null) => {
  const all = await sessions.list({ communityIds: [place], after: null, limit: 500 });
  return all.filter((one) => one.seriesId === seriesId).map(({ localStart }) => localStart);
};

it('goes on week by week, once even when two servers look at once', async () => {
  const { seriesId } = await begin('FREQ=WEEKLY');
  const before = await startsOf(seriesId);
  expect(before).toHaveLength(12);
  now = new Date(now.getTime() + days(21));
  await Promise.all([maker().growAll(), maker().growAll(), maker().growAll()]);
  const after = await startsOf(seriesId);
  expect(after.slice(0, 12)).toEqual(before);
  expect(after).toHaveLength(15);
  expect(new Set(after).size).toBe(15);
});

it('goes on as it was changed for what follows', async () => {
  const first = await begin('FREQ=WEEKLY');
  if (!first.seriesId) throw new Error('no series');
  const { growAll } = maker();
  await series.change(first.seriesId, { title: 'Later' });
  await series.shift(first.seriesId, 90);
  now = new Date(now.getTime() + days(14));
  await growAll();
  const added = (await startsOf(first.seriesId)).slice(-2);
  expect(added.every((local) => local.endsWith('T20:30'))).toBe(true);
});

it('stops at its end', async () => {
  const { seriesId } = await begin('FREQ=WEEKLY;COUNT=3');
  now = new Date(now.getTime() + days(60));
  await maker().growAll();
  expect(await startsOf(seriesId)).toHaveLength(3);
  expect((await series.find(seriesId ?? ''))?.expandAt).toBeNull();
});

it('makes the first one however far away it is', async () => {
  const { seriesId } = await begin('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24');
  expect(await startsOf(seriesId)).toEqual(['2027-12-24T19:00']);
});
