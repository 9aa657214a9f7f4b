import { outboxStore } from './outbox-store.ts';
import { waitingFiles } from './waiting-files.ts';

/** Texts one person has on this device that the hub does not have. */
export interface Unsent {
  /** Begun and not sent. */
  readonly drafts: number;
  /** Sent by their author and still here. */
  readonly waiting: number;
  /** Where the texts stand that files are on their way into, one for each file. */
  readonly files: readonly string[];
}

export const isNothing = ({ drafts, waiting, files }: Unsent): boolean =>
  drafts + waiting + files.length === 0;

/** The device's quick storage, as far as it is needed here. */
interface Names {
  names(): string[];
  remove(name: string): void;
}

const draftsOf = (personId: string) => `jembatan.draft/${personId}/`;
/** What this device knows of the hub's copies. */
const copiesOf = (personId: string) => `jembatan.synced/${personId}/`;
/** What was thrown away here and the hub does not know of yet. */
const droppedOf = (personId: string) => `jembatan.dropped/${personId}/`;
const outboxOf = (personId: string) => `jembatan.outbox/${personId}/`;

function count(quick: Names, folder: string): number {
  return quick.names().filter((name) => name.startsWith(folder)).length;
}

/** What would be left behind. A device without a database keeps what waits in its quick storage. */
export async function unsentOf(personId: string, quick: Names): Promise<Unsent> {
  const stored = await outboxStore.all(personId).catch(() => []);
  return {
    drafts: count(quick, draftsOf(personId)),
    waiting: Math.max(stored.length, count(quick, outboxOf(personId))),
    files: await waitingFiles.placesOf(personId).catch(() => []),
  };
}

/** Throws away every text, and every file on its way, of this person on this device. */
export async function dropUnsent(personId: string, quick: Names): Promise<void> {
  const folders = [draftsOf, copiesOf, droppedOf, outboxOf].map((of) => of(personId));
  for (const name of quick.names())
    if (folders.some((folder) => name.startsWith(folder))) quick.remove(name);
  const stored = await outboxStore.all(personId).catch(() => []);
  for (const { key } of stored) await outboxStore.drop(key);
  await waitingFiles.forget(personId).catch(() => undefined);
}
