import { forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import { canReportPerson, canSeePerson } from '../../permissions/people.rules.ts';
import type { PeopleService, Person } from '../people/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { outsideThreads, plain, type SubjectHandler, type SubjectThing } from './subjects.ts';

export interface PeoplePort {
  people: Pick<PeopleService, 'findMany'>;
  communityIdsOf: (personId: PersonId) => Promise<readonly CommunityId[]>;
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function personThing(person: Person, communityIds: readonly CommunityId[]): SubjectThing {
  const html = person.bio ? `<p>${escapeHtml(person.bio)}</p>` : '';
  return { ...plain, personId: person.id, communityIds, title: person.displayName, html };
}

/** A person is reported to the staff of the communities they share with who reports. */
export function createPersonSubject({ people, communityIdsOf }: PeoplePort): SubjectHandler {
  async function find(id: string): Promise<Person | null> {
    const [person] = await people.findMany([id]);
    return person ?? null;
  }

  async function shared(actor: PersonActor, person: Person): Promise<CommunityId[]> {
    const [mine, theirs] = await Promise.all([communityIdsOf(actor.id), communityIdsOf(person.id)]);
    return mine.filter((id) => theirs.includes(id));
  }

  return {
    ...outsideThreads,
    async requireReportable(actor, id) {
      const person = await find(id);
      if (!person) throw notFound('person');
      const common = await shared(actor, person);
      if (!canSeePerson(actor, person, common.length > 0)) throw notFound('person');
      if (!canReportPerson(actor, person)) throw forbidden();
      return personThing(person, common);
    },
    async find(id) {
      const person = await find(id);
      return person && personThing(person, await communityIdsOf(person.id));
    },
  };
}

export type SessionsPort = Pick<Sessions, 'access' | 'findSession'>;

/** A session is its host's doing. */
export function createSessionSubject({ access, findSession }: SessionsPort): SubjectHandler {
  return {
    ...outsideThreads,
    async requireReportable(actor, id) {
      const { session } = await access.getVisibleSession(actor, id);
      if (session.hostId === actor.id) throw forbidden();
      return sessionThing(session);
    },
    async find(id) {
      const session = await findSession(id);
      return session && sessionThing(session);
    },
  };
}

type SessionFacts = Awaited<ReturnType<SessionsPort['access']['getVisibleSession']>>['session'];

function sessionThing({ hostId, communityId, title, threadId }: SessionFacts): SubjectThing {
  return { ...plain, personId: hostId, communityIds: [communityId], title, threadId };
}
