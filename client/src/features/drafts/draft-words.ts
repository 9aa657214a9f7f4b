import type { DraftPlace } from '@jembatan/shared/drafts.contract';
import * as z from 'zod/mini';

/** What stands in the boxes of one place. */
export interface Words {
  readonly text: string;
  readonly title: string;
  readonly tags: string;
  /** The poll beside it, as its form keeps it. */
  readonly poll: string;
}

export const noWords: Words = { text: '', title: '', tags: '', poll: '' };

/** A poll that is going to be sent: not one that was put away, nor one in which nothing was typed. */
export const askedIn = (poll: string): string => (/^\{(?!\}$)/.test(poll) ? poll : '');

/** Of one place, while the hub is away. */
const mostDropped = 20;

/** A short name for words, by which it is seen whether they are others. */
export function printOf({ text, title, tags, poll }: Words): string {
  const all = JSON.stringify([text, title, tags, ...(poll ? [poll] : [])]);
  let hash = 0x811c9dc5;
  for (let at = 0; at < all.length; at += 1)
    hash = Math.imul(hash ^ all.charCodeAt(at), 0x01000193) >>> 0;
  return `${all.length}.${hash.toString(36)}`;
}

/** What this device knows the hub has at a place. */
export interface Copy {
  /** The version there; null where the hub has none. */
  readonly base: string | null;
  /** Of the words it has. */
  readonly print: string;
}

/** Where what is known is kept. */
export interface Storage {
  read(name: string): string | null;
  write(name: string, text: string): boolean;
  remove(name: string): void;
}

const separator = ' ';

/** Thrown away on this device: a submission that is over, or one text. */
export type Dropped = { readonly key: string } | { readonly version: string };

const dropped = z.array(
  z.union([z.object({ key: z.string() }), z.object({ version: z.string() })]),
);

function readDropped(text: string | null): Dropped[] {
  try {
    return dropped.parse(JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
}

/** What one device knows of one person's drafts on the hub. */
export function copiesOf(personId: string, storage: Storage) {
  const nameOf = ({ kind, id }: DraftPlace) => `jembatan.synced/${personId}/${kind}/${id}`;
  const droppedAt = ({ kind, id }: DraftPlace) => `jembatan.dropped/${personId}/${kind}/${id}`;
  const droppedOf = (place: DraftPlace) => readDropped(storage.read(droppedAt(place)));
  const isSame = (one: Dropped, other: Dropped) => JSON.stringify(one) === JSON.stringify(other);
  return {
    /** What the hub is to be told of, the oldest first. */
    dropped: droppedOf,
    drop(place: DraftPlace, one: Dropped): void {
      storage.write(
        droppedAt(place),
        JSON.stringify([...droppedOf(place), one].slice(-mostDropped)),
      );
    },
    /** The hub knows. */
    toldOf(place: DraftPlace, one: Dropped): void {
      const rest = droppedOf(place).filter((other) => !isSame(one, other));
      if (rest.length > 0) storage.write(droppedAt(place), JSON.stringify(rest));
      else storage.remove(droppedAt(place));
    },
    read(place: DraftPlace): Copy | null {
      const [print, base] = storage.read(nameOf(place))?.split(separator) ?? [];
      return print ? { print, base: base || null } : null;
    },
    write(place: DraftPlace, copy: Copy | null): void {
      if (copy) storage.write(nameOf(place), `${copy.print}${separator}${copy.base ?? ''}`);
      else storage.remove(nameOf(place));
    },
  };
}
export type Copies = ReturnType<typeof copiesOf>;
