import type { PersonId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { Router } from 'express';
import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Actor } from '../../kernel/actor.ts';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { Claims } from '../../kernel/claims.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { TopicGate } from '../../kernel/topics.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Place } from '../../permissions/facts.ts';
import { presenceIn } from '../../permissions/presence.rules.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import type { RedisLink } from '../../platform/redis.ts';
import type { PeopleService } from '../people/index.ts';
import { createAttendance } from './attendance.ts';
import { createCalendarKeysRepository } from './calendar-keys.repository.ts';
import { createCalendarsService } from './calendars.service.ts';
import { createCaretaker } from './caretaker.ts';
import { type ChangesDeps, createChangesService } from './changes.service.ts';
import { createEndings } from './endings.ts';
import { createJoiningService } from './joining.service.ts';
import { createKeepers } from './keepers.ts';
import type { ListingDeps } from './listing.ts';
import { createOccurrences, type OccurrenceDeps } from './occurrences.ts';
import type { RelayOptions } from './relays.ts';
import { createReportReader } from './report-reader.ts';
import { createReportsStore } from './reports.store.ts';
import { createRoomReports, type InSession } from './room-reports.ts';
import { createSettling } from './room-settling.ts';
import { createRoomsStore } from './rooms.store.ts';
import { createSeriesRepository } from './series.repository.ts';
import { createSessionNews } from './session-news.ts';
import { createSessionAccess } from './sessions.access.ts';
import { createSessionsRepository } from './sessions.repository.ts';
import { mountPublicKeys, mountSessions } from './sessions.routes.ts';
import { createSessionsService } from './sessions.service.ts';
import { createStaysRepository } from './stays.repository.ts';
import { createTicketKeysRepository } from './ticket-keys.repository.ts';
import { createTicketKeys } from './ticket-keys.ts';
import { createSessionViews } from './views-of.ts';

export type { Session } from './sessions.repository.ts';
export { normalLocal, toInstant } from './times.ts';

export interface SessionsFeatureDeps
  extends Pick<ListingDeps, 'communityIdsOf' | 'communityNames'> {
  connection: Connection;
  redis: RedisLink;
  claims: Claims;
  bus: EventBus;
  signals: Signals;
  transact: Transact;
  clock: Clock;
  logger: Logger;
  createLimiter: CreateLimiter;
  people: PeopleService;
  /** Names this server among several. */
  nodeId: string;
  hub: { id: string };
  loadPlace: (actor: Actor, communityId: string) => Promise<Place>;
  loadPlaceNow: (actor: Actor, communityId: string) => Promise<Place>;
  createSessionThread: OccurrenceDeps['createSessionThread'];
  renameSessionThread: ChangesDeps['renameSessionThread'];
  inSession: InSession;
  relays: RelayOptions | null;
  publicUrl: string | null;
  /** Milliseconds a room with minors stays open without a responsible adult; the hub's own rule when absent. */
  adultGraceMs?: number;
}

export type Sessions = ReturnType<typeof createSessions>;

/** Live meetings: when they are, who may come, where their room is, who was there. */
export function createSessions(deps: SessionsFeatureDeps) {
  const parts = buildParts(deps);
  const { access, sessions, keepers, keys, news, reader, caretaker } = parts;
  const gate: TopicGate = async (actor, id) => {
    const { place } = await access.getVisibleSession(actor, id);
    return { rooms: [rooms.session(id)], presence: presenceIn(actor, place) };
  };

  return {
    gate,
    access,
    findSession: sessions.find,
    /** Sessions by id, whoever asks, and views of those an actor may see. */
    directory: {
      sessions: sessions.findMany,
      sessionsAfter: sessions.listAfter,
      viewsOf: createSessionViews(parts),
    },
    keepers,
    service: parts.service,
    keys,
    mount: (router: RouteBinder) => mountSessions(router, { ...parts, publicUrl: deps.publicUrl }),
    mountRoot: (router: Router) => mountPublicKeys(router, keys),
    announceTo: (broadcaster: Broadcaster) => news.announceTo(broadcaster),
    /** Starts to read what rooms report and to look after them. */
    start(): void {
      obeyEvents(deps, parts);
      reader.start();
      caretaker.start();
      const publish = () =>
        void keys
          .publish()
          .catch((err: unknown) => deps.logger.debug({ err }, 'ticket keys wait for redis'));
      deps.signals.on('redis:back', publish);
      publish();
    },
    async stop(): Promise<void> {
      news.stop();
      await Promise.all([reader.stop(), caretaker.stop()]);
    },
    async createIndexes(): Promise<void> {
      for (const repository of [sessions, parts.series, parts.stays, parts.calendarKeys])
        await repository.createIndexes();
    },
  };
}

type Parts = ReturnType<typeof buildParts>;

function buildParts(given: SessionsFeatureDeps) {
  const { connection, redis, people, clock, logger } = given;
  const sessions = createSessionsRepository(connection);
  const series = createSeriesRepository(connection);
  const stays = createStaysRepository(connection);
  const calendarKeys = createCalendarKeysRepository(connection);
  const store = createRoomsStore(redis);
  const keys = createTicketKeys({
    repository: createTicketKeysRepository(connection),
    store,
    clock,
  });
  const { peopleById, requirePerson } = people;
  const base = { ...given, sessions, series, stays, store, keys, peopleById, requirePerson };
  const access = createSessionAccess(base);
  const news = createSessionNews(base);
  const adultGraceMs = given.adultGraceMs ?? limits.adultGraceMinutes * 60_000;
  const settling = createSettling({
    ...base,
    agesOf: agesFrom(people),
    tellSoon: news.tellSoon,
    adultGraceMs,
  });
  const common = {
    ...base,
    access,
    news,
    settling,
    endings: createEndings(base),
    keepers: createKeepers(base),
    occurrences: createOccurrences(base),
  };
  const plans = given.createLimiter({ name: 'plan-session', points: 200, seconds: 600 });
  const joins = given.createLimiter({ name: 'join-room', points: 30, seconds: 60 });
  const { settle } = settling;
  return {
    ...common,
    calendarKeys,
    service: createSessionsService({ ...common, plans }),
    changes: createChangesService(common),
    calendars: createCalendarsService({ ...common, keys: calendarKeys, hubId: given.hub.id }),
    join: createJoiningService({ ...common, joins, issuer: given.hub.id }),
    listAttendance: createAttendance(common),
    caretaker: createCaretaker(common),
    reader: createReportReader({
      ...common,
      store: createReportsStore(redis, given.nodeId, logger),
      handle: createRoomReports(common),
      settle,
    }),
  };
}

const agesFrom = (people: PeopleService) => async (ids: Iterable<PersonId>) =>
  new Map((await people.findMany(ids)).map(({ id, age }) => [id, age]));

/** What happens elsewhere and ends stays in rooms. */
function obeyEvents(
  { bus, signals, logger }: SessionsFeatureDeps,
  { sessions, keepers }: Parts,
): void {
  bus.on('session:ended', async ({ facts: { sessionId } }) => {
    const session = await sessions.find(sessionId);
    if (session) await keepers.endRoom(session, 'ended');
  });
  bus.on('member:left', ({ facts: { personId } }) => keepers.recheck(personId));
  bus.on('member:changed', ({ facts: { personId } }) => keepers.recheck(personId));
  signals.on('signed-out', ({ sids }) => {
    keepers
      .endSignIns(sids)
      .catch((err: unknown) => logger.warn({ err }, 'rooms were not told of a sign-out'));
  });
}
