import type { Actor } from '../kernel/actor.ts';
import { canManage } from './communities.rules.ts';
import type { Place } from './facts.ts';

/** Owners decide whether addresses in their community are looked up. */
export const canChoosePreviews = (actor: Actor, place: Place) => canManage(actor, place);
