import { calling } from '@jembatan/shared/callings.contract';
import { AppError } from '@jembatan/shared/errors';
import type { HubRole } from '@jembatan/shared/people.contract';
import type { Clock } from '../../kernel/clock.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import { foldHandle, handleFromName, isHandle, normalizeHandle } from '../../text/handles.ts';
import {
  type NewPerson,
  type PeopleRepository,
  type Person,
  personTerms,
} from '../people/index.ts';
import type { Registration } from './auth.service.ts';
import { hashPassword } from './passwords.ts';

/** Names that call everybody of a role are nobody's handle. */
const callings: ReadonlySet<string> = new Set(calling.options);

/** How many numbered variants of a taken name are tried before a random one. */
const numbered = 20;

/** Stores a new person; `handle-taken` only for a handle that was asked for by name. */
export async function createAccount(
  people: PeopleRepository,
  clock: Clock,
  input: Registration & { hubRole: HubRole },
): Promise<Person> {
  const asked = input.handle && normalizeHandle(input.handle);
  if (asked && !isHandle(asked))
    throw new AppError('invalid', { issues: [{ path: 'handle', code: 'invalid_format' }] });
  const fresh = await newPerson(input, clock);
  for (const handle of asked ? [asked] : candidates(input.displayName)) {
    const person = await tryInsert(people, {
      ...fresh,
      handle,
      handleFold: foldHandle(handle),
      terms: personTerms(input.displayName, handle),
    });
    if (person) return person;
  }
  throw new AppError('handle-taken');
}

async function newPerson(
  input: Registration & { hubRole: HubRole },
  clock: Clock,
): Promise<Omit<NewPerson, 'handle' | 'handleFold' | 'terms'>> {
  return {
    displayName: input.displayName.normalize('NFC'),
    ...(input.email && { email: input.email.toLowerCase() }),
    passwordHash: await hashPassword(input.password),
    age: input.age ?? 'unknown',
    hubRole: input.hubRole,
    bio: '',
    languages: input.locale ? [input.locale] : [],
    country: null,
    timeZone: input.timeZone ?? 'UTC',
    locale: input.locale ?? 'en',
    createdAt: clock.now(),
  };
}

/** Null when the handle is taken. */
async function tryInsert(people: PeopleRepository, person: NewPerson): Promise<Person | null> {
  if (callings.has(person.handleFold)) return null;
  try {
    return await people.insert(person);
  } catch (error) {
    if (isDuplicate(error, 'email')) throw new AppError('email-taken', {}, { cause: error });
    if (isDuplicate(error, 'handleFold')) return null;
    throw error;
  }
}

function* candidates(displayName: string): Generator<string> {
  const base = handleFromName(displayName) || 'person';
  yield base;
  for (let n = 2; n <= numbered; n += 1) yield `${base}${n}`;
  for (let n = 0; n < numbered; n += 1) yield `${base}${Math.floor(Math.random() * 1e6)}`;
}
