import { forbidden } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import type { TranslationConsent } from '@jembatan/shared/translation.contract';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import { canConsentToTranslation } from '../../permissions/translation.rules.ts';
import type { TranslationDeps } from './deps.ts';

/** Whose consent counts: a study group, which a student may own, follows the community around it. */
export const consentOwner = ({ community, parent }: Place): CommunityId =>
  (parent?.community ?? community).id;

/** Whether what is written in a community may be sent to the translation service. */
export function createConsentService({
  translations,
  engine,
  clock,
  transact,
  getReadablePlace,
}: TranslationDeps) {
  async function viewOf(place: Place): Promise<TranslationConsent> {
    const owner = consentOwner(place);
    return {
      allowed: await translations.isAllowed(owner),
      open: (place.parent ?? place).community.reading === 'everyone',
      follows: place.parent ? owner : null,
      on: engine !== null,
    };
  }

  return {
    getConsent: async (actor: Actor, id: CommunityId): Promise<TranslationConsent> =>
      viewOf(await getReadablePlace(actor, id)),

    async setConsent(
      actor: PersonActor,
      id: CommunityId,
      allowed: boolean,
    ): Promise<TranslationConsent> {
      const place = await getReadablePlace(actor, id);
      if (place.parent || !canConsentToTranslation(actor, place)) throw forbidden();
      return transact(async (tx) => {
        await translations.setAllowed(id, { allowed, byId: actor.id, at: clock.now() });
        tx.announce('community:changed', { communityId: id }, actor.id);
        return viewOf(place);
      });
    },
  };
}

export type ConsentService = ReturnType<typeof createConsentService>;
