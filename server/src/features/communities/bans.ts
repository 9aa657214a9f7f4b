import type { InstitutionId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { authorityIn, needsBothSides } from '../../permissions/communities.rules.ts';
import type { MembershipFacts, Place } from '../../permissions/facts.ts';
import type { Ban } from './bans.repository.ts';
import type { CommunityDeps } from './deps.ts';
import type { MemberAddress } from './members.service.ts';

/** Who keeps whom out of where. */
export interface Banning {
  actor: PersonActor;
  place: Place;
  removal: MemberAddress;
}

/**
 * Keeps a person out; answers whether the ban stands already. In an exchange one side proposes
 * it and another agrees, as long as there is another side with staff.
 */
export function createKeepOut({ members, bans, clock }: CommunityDeps) {
  /** The other sides that have staff there. */
  async function otherSides(place: Place, mine: InstitutionId | null): Promise<number> {
    const sides = await members.staffSides((place.parent ?? place).community.id);
    return new Set(sides.filter((side) => side !== mine)).size;
  }

  async function banStateFor({ actor, place, removal }: Banning): Promise<Ban['state']> {
    if (!needsBothSides(actor, place)) return 'stands';
    const mine = sideOf(place);
    if ((await otherSides(place, mine)) === 0) return 'stands';
    const earlier = await bans.find(removal.communityId, removal.personId);
    return earlier && earlier.institutionId !== mine ? 'stands' : 'proposed';
  }

  return async function keepOut(
    tx: Transaction,
    at: Banning,
    facts: MembershipFacts,
  ): Promise<boolean> {
    const { actor, place, removal } = at;
    const { communityId, personId } = removal;
    const state = await banStateFor(at);
    await bans.put({
      communityId,
      personId,
      state,
      institutionId: sideOf(place),
      role: facts.role,
      class: facts.class,
      memberInstitutionId: facts.institutionId,
      by: actor.id,
      at: clock.now(),
    });
    if (state === 'proposed') tx.announce('ban:proposed', { communityId, personId }, actor.id);
    return state === 'stands';
  };
}

/** The institution a staff member speaks for. */
export const sideOf = (place: Place) => authorityIn(place)?.institutionId ?? null;
