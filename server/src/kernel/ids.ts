import type { Id } from '@jembatan/shared/ids';

/** Anything from the driver that prints as 24 hex digits. */
interface HexId {
  toString(): string;
}

/**
 * An id read from our own database. The cast is safe there: every `_id` and
 * reference is an ObjectId, which prints as 24 hex digits.
 */
export function idOf<K extends string>(stored: HexId): Id<K> {
  return stored.toString() as Id<K>;
}

export function idOrNull<K extends string>(stored: HexId | null | undefined): Id<K> | null {
  return stored ? idOf<K>(stored) : null;
}
