import type { PersonId } from '@jembatan/shared/ids';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Place } from '../../permissions/facts.ts';
import type { Limiter } from '../../platform/limiter.ts';
import type { Person } from '../people/index.ts';
import type { PicturesOf, PostAt } from '../threads/index.ts';
import type { TranslationEngine } from './translation.engine.ts';
import type { TranslationsRepository } from './translations.repository.ts';

/** What the use cases of this feature work with. */
export interface TranslationDeps {
  translations: TranslationsRepository;
  /** Null where the hub has none: then people translate. */
  engine: TranslationEngine | null;
  /** Texts a person may have sent to the service. */
  sendings: Limiter;
  transact: Transact;
  clock: Clock;
  getReadablePost: (actor: Actor, id: string) => Promise<PostAt>;
  getReadablePlace: (actor: Actor, communityId: string) => Promise<Place>;
  findByHandles: (foldedHandles: readonly string[]) => Promise<Person[]>;
  picturesOf: PicturesOf;
  peopleById: (ids: Iterable<PersonId>) => Promise<PeopleById>;
}
