import type { ThreadOrder } from '@jembatan/shared/threads.view';
import { deviceStorage } from './device-storage.ts';

/** What this device last knew of it: the page need not wait for the server. */
export const choiceName = (spaceId: string) => `jembatan.choice.${spaceId}`;

/** The shape or order that was chosen, if another than the usual one was. */
export const isChosen = (spaceId: string, choice: 'nested' | ThreadOrder): boolean =>
  deviceStorage.read(choiceName(spaceId))?.includes(choice) ?? false;
