import type { PersonId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { CreateLimiter, Limiter } from '../../platform/limiter.ts';
import type { Communities } from '../communities/index.ts';
import type { Threads } from '../threads/index.ts';
import type { DraftsRepository } from './drafts.repository.ts';

/** What drafts ask of the features to their left; `features.ts` fills it. */
export interface DraftsFeatureDeps {
  connection: Connection;
  bus: EventBus;
  clock: Clock;
  createLimiter: CreateLimiter;
  threads: Pick<Threads, 'access'>;
  getReadableSpace: Communities['places']['getReadableSpace'];
  /** Which of these submissions the hub has taken: their keys, of POSTs to one path. */
  sentOf: (personId: PersonId, path: string, keys: readonly string[]) => Promise<string[]>;
  /** Keeps files that the text names from being swept away unused before then. */
  holdFiles: (personId: PersonId, text: string, until: Date) => Promise<void>;
}

export interface DraftsDeps extends DraftsFeatureDeps {
  drafts: DraftsRepository;
  saves: Limiter;
  /** Tells the person's tabs and devices. */
  tell: (personId: PersonId, what: string, writer?: string | undefined) => void;
}
