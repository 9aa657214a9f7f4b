import type { MeView, PeopleById, PersonView, ProfileView } from '@jembatan/shared/people.contract';
import type { Actor } from '../../kernel/actor.ts';
import { canCreateCommunity } from '../../permissions/communities.rules.ts';
import {
  canAdministerHub,
  canModerateHub,
  canReportPerson,
} from '../../permissions/people.rules.ts';
import type { Person } from './people.repository.ts';

export function toPersonView({ id, displayName, handle, avatarFileId }: Person): PersonView {
  return { id, displayName, handle, ...(avatarFileId && { avatarUrl: `/files/${avatarFileId}` }) };
}

export function toPeopleById(people: readonly Person[]): PeopleById {
  return Object.fromEntries(people.map((person) => [person.id, toPersonView(person)]));
}

const shown = ({ bio, languages, country, timeZone }: Person) => ({
  bio,
  languages,
  country,
  timeZone,
});

export function toProfileView(actor: Actor, person: Person): ProfileView {
  return {
    ...toPersonView(person),
    ...shown(person),
    createdAt: person.createdAt.toISOString(),
    can: { report: canReportPerson(actor, person) },
  };
}

export function toMeView(actor: Actor, person: Person, unreadNotifications: number): MeView {
  return {
    ...toPersonView(person),
    ...shown(person),
    email: person.email,
    locale: person.locale,
    age: person.age,
    hubRole: person.hubRole,
    createdAt: person.createdAt.toISOString(),
    unreadNotifications,
    can: {
      createCommunity: canCreateCommunity(actor),
      moderate: canModerateHub(actor),
      administer: canAdministerHub(actor),
    },
  };
}
