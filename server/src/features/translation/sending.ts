import { AppError, notFound } from '@jembatan/shared/errors';
import type { PersonActor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/translation.rules.ts';
import type { PostAt } from '../threads/index.ts';
import { consentOwner } from './consent.service.ts';
import type { TranslationDeps } from './deps.ts';
import type { TranslationEngine } from './translation.engine.ts';

const isSame = (one: string, other: string) =>
  one === other || (one.split('-')[0] === other.split('-')[0] && !other.startsWith('zh'));

export type Sending = ReturnType<typeof createSending>;

/** The one way out: whatever is sent to the service asks here first. */
export function createSending(deps: Pick<TranslationDeps, 'engine' | 'translations' | 'sendings'>) {
  return {
    /** Everything that must hold before a text of a post goes out. Throws `no-translation` with `why`. */
    async require(actor: PersonActor, at: PostAt, lang: string): Promise<TranslationEngine> {
      if (!rules.canAskForTranslation(actor, at, at.post)) throw notFound('post');
      if (!deps.engine) throw new AppError('no-translation', { why: 'off' });
      if (isSame(at.post.lang, lang)) throw new AppError('no-translation', { why: 'language' });
      const consent = await deps.translations.isAllowed(consentOwner(at.place));
      if (!rules.mayLeaveHub(at, consent)) throw new AppError('no-translation', { why: 'consent' });
      await deps.sendings.take(actor.id);
      return deps.engine;
    },
  };
}
