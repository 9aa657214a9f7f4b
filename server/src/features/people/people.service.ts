import { notFound } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type {
  MeView,
  meChange,
  PeopleById,
  PersonView,
  ProfileView,
} from '@jembatan/shared/people.contract';
import type { PresenceState } from '@jembatan/shared/presence.contract';
import type * as z from 'zod/mini';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { canSeePerson, canSeePresence } from '../../permissions/people.rules.ts';
import { foldHandle } from '../../text/handles.ts';
import { prefixTermsOf } from '../../text/terms.ts';
import { createPeopleCache } from './people.cache.ts';
import type { PeopleRepository, Person, PersonChange } from './people.repository.ts';
import { toMeView, toPeopleById, toProfileView } from './people.views.ts';

export interface PeopleDeps {
  repository: PeopleRepository;
  transact: Transact;
  signals: Signals;
  /** Whether two people have a community in common. */
  shareCommunity: (a: PersonId, b: PersonId) => Promise<boolean>;
  /** Views of those ids that are pseudonyms. */
  aliasesOf: (ids: readonly string[]) => Promise<PersonView[]>;
  countUnreadNotifications: (person: PersonId) => Promise<number>;
  /** Null while nobody knows. */
  presenceOf: (person: PersonId) => Promise<PresenceState | null>;
  /** Throws unless the file is a picture the person uploaded; makes it the avatar's. */
  requireAvatar: (actor: PersonActor, fileId: string) => Promise<void>;
}

export type PeopleService = ReturnType<typeof createPeopleService>;

export function createPeopleService(deps: PeopleDeps) {
  const { repository } = deps;
  const findMany = createPeopleCache(repository, deps.signals);
  const own = ownProfile(deps, requirePerson);

  async function requirePerson(id: string): Promise<Person> {
    const person = await repository.findById(id);
    if (!person) throw notFound('person');
    return person;
  }

  return {
    findMany,
    requirePerson,
    /** What people write in, likely first; cached. */
    async languagesOf(id: PersonId): Promise<string[]> {
      return (await findMany([id]))[0]?.languages ?? [];
    },
    getMe: own.getMe,
    changeMe: own.changeMe,
    /** The views of people named in an answer. */
    async peopleById(ids: Iterable<string>): Promise<PeopleById> {
      const wanted = [...new Set(ids)];
      const people = toPeopleById(await findMany(wanted));
      const others = wanted.filter((id) => !people[id]);
      for (const alias of others.length > 0 ? await deps.aliasesOf(others) : [])
        people[alias.id] = alias;
      return people;
    },
    /** By handle; minors are found only inside their own communities. */
    async getProfile(actor: Actor, handle: string): Promise<ProfileView> {
      const person = await repository.findByHandle(foldHandle(handle));
      if (!person) throw notFound('person');
      const shared = actor.kind === 'person' && (await deps.shareCommunity(actor.id, person.id));
      if (!canSeePerson(actor, person, shared)) throw notFound('person');
      const presence = canSeePresence(actor, person, shared)
        ? await deps.presenceOf(person.id)
        : null;
      return { ...toProfileView(actor, person), ...(presence && { presence }) };
    },
    /** Whether a file is the person's picture now, and the actor may see the person. */
    async canSeeAvatar(actor: Actor, personId: PersonId, fileId: string): Promise<boolean> {
      const [person] = await findMany([personId]);
      if (!person || person.avatarFileId !== fileId) return false;
      const shared = actor.kind === 'person' && (await deps.shareCommunity(actor.id, personId));
      return canSeePerson(actor, person, shared);
    },
    avatarOf: async (personId: PersonId) =>
      (await repository.findById(personId))?.avatarFileId ?? null,
    /** Who the handles of a text name, by folded handle; any number of candidates in one query. */
    findByHandles: (folds: readonly string[]) => repository.findManyByHandle(folds),
  };
}

/** The signed-in person's own account. */
function ownProfile(deps: PeopleDeps, requirePerson: (id: string) => Promise<Person>) {
  const { repository, transact, signals } = deps;

  async function getMe(actor: PersonActor): Promise<MeView> {
    const [person, unread] = await Promise.all([
      requirePerson(actor.id),
      deps.countUnreadNotifications(actor.id),
    ]);
    return toMeView(actor, person, unread);
  }

  return {
    getMe,
    async changeMe(actor: PersonActor, input: z.output<typeof meChange>): Promise<MeView> {
      const { avatarFileId, ...rest } = input;
      if (avatarFileId) await deps.requireAvatar(actor, avatarFileId);
      const before = await requirePerson(actor.id);
      const change: PersonChange = {
        ...withoutUndefined(rest),
        ...(avatarFileId !== undefined && { avatarFileId }),
      };
      if (rest.displayName) change.terms = personTerms(rest.displayName, before.handle);
      await transact(async (tx) => {
        await repository.change(actor.id, change);
        tx.announce('person:changed', { personId: actor.id }, actor.id);
      });
      signals.send('person:changed', { personId: actor.id });
      return getMe(actor);
    },
  };
}

/** Terms by which a person is found, beginnings of names among them. */
export function personTerms(displayName: string, handle: string): string[] {
  return prefixTermsOf(`${displayName} ${handle}`);
}

/** Parsed inputs spell absent fields as undefined, which a change would write. */
function withoutUndefined<T extends object>(
  input: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as never;
}
