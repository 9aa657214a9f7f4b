import type { ThreadOrder } from '@jembatan/shared/threads.view';
import { isChosen } from '../../state/chosen-view.ts';

/** Orders of a forum's threads, the usual one first. */
export const orders: readonly ThreadOrder[] = ['activity', 'created', 'reactions'];

/** The order this device knows that its reader chose for a forum. */
export const chosenOrder = (spaceId: string): ThreadOrder =>
  orders.find((order) => isChosen(spaceId, order)) ?? 'activity';
