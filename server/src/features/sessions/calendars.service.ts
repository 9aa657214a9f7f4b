import { createHash, randomBytes } from 'node:crypto';
import { notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import { type Actor, type PersonActor, visitor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Person } from '../people/index.ts';
import { type CalendarEntry, toCalendarFile } from './calendar.ts';
import type { CalendarKeysRepository } from './calendar-keys.repository.ts';
import { standIn } from './keepers.ts';
import type { SessionAccess } from './sessions.access.ts';
import type { Session, SessionsRepository } from './sessions.repository.ts';
import type { NamedDeps } from './sessions.views.ts';

export interface CalendarsDeps {
  access: SessionAccess;
  sessions: SessionsRepository;
  keys: CalendarKeysRepository;
  transact: Transact;
  clock: Clock;
  requirePerson: (id: PersonId) => Promise<Person>;
  communityNames: NamedDeps['communityNames'];
  /** Makes the entries' names differ from every other hub's. */
  hubId: string;
}

/** Who asks, how, and under which address they see the hub. */
export interface CalendarRequest {
  actor: Actor;
  key: string | undefined;
  origin: string;
}

/** Days back and sessions that a feed holds. */
const feed = { daysBack: 60, sessions: 1_000 };
const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url');

export type CalendarsService = ReturnType<typeof createCalendarsService>;

/** Sessions for people's own calendars, by bearer or by a key that can be taken back. */
export function createCalendarsService(deps: CalendarsDeps) {
  const { access, sessions, keys, transact, clock } = deps;

  /** A key speaks for its person in its community only, and nobody else in it. */
  async function actorFor({ actor, key }: CalendarRequest, communityId: string): Promise<Actor> {
    if (key === undefined) return actor;
    const scope = await keys.find(hashOf(key));
    if (scope?.communityId !== communityId) throw notFound('calendar');
    const person = await deps.requirePerson(scope.personId).catch(() => null);
    return person ? standIn(person) : visitor;
  }

  return {
    async getCalendar(request: CalendarRequest, id: string): Promise<string> {
      const session = await sessions.find(id);
      if (!session) throw notFound('session');
      await access.getVisiblePlace(
        await actorFor(request, session.communityId),
        session.communityId,
      );
      return toCalendarFile({ name: session.title, entries: [entryOf(session, request.origin)] });
    },

    async getCommunityCalendar(
      request: CalendarRequest,
      communityId: CommunityId,
    ): Promise<string> {
      await access.getVisiblePlace(await actorFor(request, communityId), communityId);
      const from = new Date(clock.now().getTime() - feed.daysBack * 86_400_000);
      const found = await sessions.list({
        communityIds: [communityId],
        from,
        after: null,
        limit: feed.sessions,
      });
      const entries = found
        .filter(({ kind }) => kind !== 'standing')
        .map((session) => entryOf(session, request.origin));
      const name = (await deps.communityNames([communityId])).get(communityId) ?? '';
      return toCalendarFile({ name, entries });
    },

    /** The earlier key of the person for this community ends. */
    async createKey(
      actor: PersonActor,
      communityId: CommunityId,
      origin: string,
    ): Promise<{ key: string; url: string }> {
      await access.getVisiblePlace(actor, communityId);
      return transact(async () => {
        const key = randomBytes(24).toString('base64url');
        await keys.put({ personId: actor.id, communityId }, hashOf(key), clock.now());
        return { key, url: `${origin}/api/v1/communities/${communityId}/calendar.ics?key=${key}` };
      });
    },

    async removeKey(actor: PersonActor, communityId: CommunityId): Promise<void> {
      await keys.remove({ personId: actor.id, communityId });
    },
  };

  function entryOf(session: Session, origin: string): CalendarEntry {
    const { id, title, agenda, startsAt, endsAt, timeZone, sequence, state, changedAt } = session;
    return {
      ...{ title, startsAt, endsAt, timeZone, sequence, changedAt },
      uid: `${id}@${deps.hubId}.jembatan`,
      description: agenda,
      url: `${origin}/sessions/${id}`,
      cancelled: state === 'cancelled',
    };
  }
}
