import type { CommunityId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { SessionView } from '@jembatan/shared/sessions.contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import * as rules from '../../permissions/sessions.rules.ts';
import type { Session } from './sessions.repository.ts';

/** What a view names besides the session itself. */
export interface Named {
  people: PeopleById;
  communityNames: ReadonlyMap<CommunityId, string>;
}

export interface NamedDeps {
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
  communityNames: (ids: readonly CommunityId[]) => Promise<ReadonlyMap<CommunityId, string>>;
}

type Subject = Pick<Session, 'hostId' | 'communityId'>;

export async function loadNamed(deps: NamedDeps, sessions: readonly Subject[]): Promise<Named> {
  const [people, communityNames] = await Promise.all([
    deps.peopleById(sessions.map(({ hostId }) => hostId)),
    deps.communityNames([...new Set(sessions.map(({ communityId }) => communityId))]),
  ]);
  return { people, communityNames };
}

/** The same for every reader: for news. */
export function toSessionNews(session: Session, { people, communityNames }: Named): SessionView {
  const { id, communityId, hostId, threadId, seriesId, startsAt, endsAt } = session;
  const { title, agenda, kind, state, localStart, timeZone, durationMinutes } = session;
  return {
    id,
    communityId,
    communityName: communityNames.get(communityId) ?? '',
    ...{ title, agenda, kind, state, localStart, timeZone, durationMinutes },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    seriesId,
    rrule: session.rrule,
    host: people[hostId] ?? { id: hostId, displayName: '', handle: '' },
    threadId,
    lobby: session.lobby,
    inRoom: session.inRoom,
  };
}

/** With what the actor may do. */
export function toSessionView(
  actor: Actor,
  { session, place }: { session: Session; place: Place },
  named: Named,
): SessionView {
  const can = {
    join: rules.canJoinSession(actor, place, session),
    host: rules.canHost(actor, place, session),
    edit: rules.canEditSession(actor, place, session),
    end: rules.canEndSession(actor, place, session),
    attendance: rules.canSeeAttendance(actor, place, session),
  };
  return { ...toSessionNews(session, named), can };
}
