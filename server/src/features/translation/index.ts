import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import { createConsentService } from './consent.service.ts';
import { createCorrectingService } from './correcting.service.ts';
import type { TranslationDeps } from './deps.ts';
import { createKeeping } from './keeping.ts';
import { createPollTranslationsRepository } from './poll-translations.repository.ts';
import { createPollTranslations, type PollTranslationDeps } from './poll-translations.service.ts';
import { createSending } from './sending.ts';
import { createTranslationEngine } from './translation.engine.ts';
import { mountTranslation } from './translation.routes.ts';
import { createTranslationsRepository } from './translations.repository.ts';
import { createTranslationsService } from './translations.service.ts';

export interface TranslationFeatureDeps
  extends Omit<TranslationDeps, 'translations' | 'engine' | 'sendings'>,
    Pick<PollTranslationDeps, 'getReadablePoll'> {
  connection: Connection;
  bus: EventBus;
  logger: Logger;
  createLimiter: CreateLimiter;
  /** Address of the service; without one people translate. */
  url: string | undefined;
  apiKey: string | undefined;
}

/** Posts and their polls in other languages, by a service and by people, kept beside the originals. */
export function createTranslation(deps: TranslationFeatureDeps) {
  const { url, apiKey, logger, bus } = deps;
  const translations = createTranslationsRepository(deps.connection);
  const pollTranslations = createPollTranslationsRepository(deps.connection);
  const engine = url ? createTranslationEngine({ url, apiKey, logger }) : null;
  const sendings = deps.createLimiter({ name: 'translations', points: 120, seconds: 600 });
  const inner = { ...deps, translations, engine, sendings };
  const keeping = createKeeping(inner);
  const whole = { ...inner, keeping, sending: createSending(inner), pollTranslations };
  bus.on('post:deleted', async ({ facts: { postId } }) => {
    await translations.removeOf(postId);
    await pollTranslations.removeOf(postId);
  });

  return {
    isOn: engine !== null,
    mount: (router: RouteBinder) =>
      mountTranslation(router, {
        ...{ engine, translations },
        service: createTranslationsService(whole),
        polls: createPollTranslations(whole),
        correcting: createCorrectingService(whole),
        consent: createConsentService(inner),
      }),
    announceTo: (broadcaster: Broadcaster) =>
      bus.on('post:translated', ({ facts }) =>
        broadcaster.emit(rooms.threadReaders(facts.threadId), 'post:translated', facts),
      ),
    createIndexes: async (): Promise<void> => {
      await Promise.all([translations.createIndexes(), pollTranslations.createIndexes()]);
    },
  };
}
