import { pollTranslationRoutes } from '@jembatan/shared/poll-translation.contract';
import { translationRoutes } from '@jembatan/shared/translation.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { ConsentService } from './consent.service.ts';
import type { CorrectingService } from './correcting.service.ts';
import type { TranslationDeps } from './deps.ts';
import type { PollTranslations } from './poll-translations.service.ts';
import type { TranslationsService } from './translations.service.ts';

export interface TranslationRouteDeps extends Pick<TranslationDeps, 'engine' | 'translations'> {
  service: TranslationsService;
  polls: PollTranslations;
  correcting: CorrectingService;
  consent: ConsentService;
}

export function mountTranslation(router: RouteBinder, deps: TranslationRouteDeps): void {
  const { service, polls, correcting, consent, translations } = deps;
  router.bind(translationRoutes.getTranslationStatus, async ({ actor }) => ({
    on: deps.engine !== null,
    mine: actor.kind === 'person' ? await translations.wishOf(actor.id) : null,
  }));
  router.bind(translationRoutes.setTranslationWish, async ({ actor, body }) => {
    await translations.setWish(actor.id, body);
    return body;
  });
  router.bind(translationRoutes.translatePost, ({ actor, params: { id }, body }) =>
    service.translate(actor, { id, lang: body.to }, body.again ?? false),
  );
  router.bind(translationRoutes.getTranslation, ({ actor, params }) => service.get(actor, params));
  router.bind(pollTranslationRoutes.translatePoll, ({ actor, params: { id }, body }) =>
    polls.translate(actor, { id, lang: body.to }),
  );
  router.bind(pollTranslationRoutes.getPollTranslation, ({ actor, params }) =>
    polls.get(actor, params),
  );
  router.bind(translationRoutes.correctTranslation, ({ actor, params, body }) =>
    correcting.correct(actor, params, body),
  );
  router.bind(translationRoutes.listTranslationVersions, ({ actor, params }) =>
    correcting.listVersions(actor, params),
  );
  router.bind(translationRoutes.revertTranslation, ({ actor, params, body }) =>
    correcting.revert(actor, params, body.version),
  );
  router.bind(translationRoutes.getTranslationConsent, ({ actor, params }) =>
    consent.getConsent(actor, params.id),
  );
  router.bind(translationRoutes.setTranslationConsent, ({ actor, params, body }) =>
    consent.setConsent(actor, params.id, body.allowed),
  );
}
