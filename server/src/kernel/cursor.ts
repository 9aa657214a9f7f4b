import { AppError } from '@jembatan/shared/errors';

/** Keyset cursors are opaque to clients: base64url of the sort key of the last item. */
export function encodeCursor(key: readonly (string | number | boolean)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key of a cursor; anything that was not made by `encodeCursor` is `invalid`. */
export function decodeCursor(cursor: string, length: number): (string | number | boolean)[] {
  const key = parse(cursor);
  const plain =
    Array.isArray(key) &&
    key.length === length &&
    key.every((part) => ['string', 'number', 'boolean'].includes(typeof part));
  if (!plain)
    throw new AppError('invalid', { issues: [{ path: 'cursor', message: 'not a cursor' }] });
  return key;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** The page of `limit` items out of up to `limit + 1` found ones. */
export function cutPage<T>(
  found: T[],
  limit: number,
  keyOf: (item: T) => readonly (string | number | boolean)[],
): { items: T[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
