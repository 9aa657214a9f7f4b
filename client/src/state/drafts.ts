import { limits } from '@jembatan/shared/limits';
import { deviceStorage } from './device-storage.ts';
import type { SessionStore } from './session.ts';

/** What a person typed and has not sent, with the key its sending will carry. */
export interface Draft {
  readonly text: string;
  /** Idempotency key of this submission: kept over reloads, so that a retry is never a second post. */
  readonly key: string;
  /** When it was last changed, in milliseconds since 1970. */
  readonly changedAt: number;
}

/** Drafts of one account on this device, by place (`thread:<id>`, `new-thread:<space>`). */
export interface Drafts {
  read(place: string): Draft | null;
  write(place: string, draft: Draft): void;
  remove(place: string): void;
}

const prefix = 'jembatan.draft';
/** After three months nobody comes back for a draft. */
const keptMs = limits.draftDays * 86_400_000;

function parse(text: string | null): Draft | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { text: words, key, changedAt } = value as Record<string, unknown>;
    if (typeof words !== 'string' || typeof key !== 'string' || typeof changedAt !== 'number')
      return null;
    return { text: words, key, changedAt };
  } catch {
    return null;
  }
}

function dropOld(): void {
  for (const name of deviceStorage.names()) {
    if (!name.startsWith(prefix)) continue;
    const draft = parse(deviceStorage.read(name));
    if (!draft || Date.now() - draft.changedAt > keptMs) deviceStorage.remove(name);
  }
}

/**
 * The drafts of one account. On a shared device the next person does not see
 * them, and they are there again when their owner signs in.
 */
export function draftsOf(personId: string): Drafts {
  const nameOf = (place: string) => `${prefix}/${personId}/${place}`;
  return {
    read: (place) => parse(deviceStorage.read(nameOf(place))),
    write: (place, draft) => {
      const kept = deviceStorage.write(nameOf(place), JSON.stringify(draft));
      if (kept) return;
      dropOld();
      deviceStorage.write(nameOf(place), JSON.stringify(draft));
    },
    remove: (place) => deviceStorage.remove(nameOf(place)),
  };
}

const nobody: Drafts = { read: () => null, write: () => undefined, remove: () => undefined };

/**
 * The drafts of whoever this tab speaks for. After an ended sign-in they are
 * still those of the person who typed; visitors have none.
 */
export function draftsHere({ session }: Pick<SessionStore, 'session'>): Drafts {
  const current = session.peek();
  return 'person' in current ? draftsOf(current.person.id) : nobody;
}
