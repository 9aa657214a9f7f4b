import { AppError } from '@jembatan/shared/errors';
import { anyId } from '@jembatan/shared/ids';
import { decodeCursor } from './cursor.ts';

const wrong = () => new AppError('invalid', { issues: [{ path: 'cursor', code: 'custom' }] });

/** The id of a cursor made of one id; null for the first page, `invalid` for anything forged. */
export function idCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = anyId.safeParse(decodeCursor(cursor, 1)[0]);
  if (!id.success) throw wrong();
  return id.data;
}

export interface TimePosition {
  at: Date;
  id: string;
}

/** The position of a cursor made of a time in milliseconds and an id; null for the first page. */
export function timeCursor(cursor: string | undefined): TimePosition | null {
  if (cursor === undefined) return null;
  const [ms, last] = decodeCursor(cursor, 2);
  const at = new Date(typeof ms === 'number' ? ms : Number.NaN);
  const id = anyId.safeParse(last);
  if (!id.success || !Number.isFinite(at.getTime())) throw wrong();
  return { at, id: id.data };
}

export interface NamePosition {
  nameFold: string;
  id: string;
}

/** The position of a cursor made of a folded name and an id; null for the first page. */
export function nameCursor(cursor: string | undefined): NamePosition | null {
  if (cursor === undefined) return null;
  const [nameFold, last] = decodeCursor(cursor, 2);
  const id = anyId.safeParse(last);
  if (!id.success || typeof nameFold !== 'string') throw wrong();
  return { nameFold, id: id.data };
}

/** The position of a cursor made of a rank, a folded name and an id; null for the first page. */
export function rankedCursor(
  cursor: string | undefined,
): (NamePosition & { order: number }) | null {
  if (cursor === undefined) return null;
  const [order, nameFold, last] = decodeCursor(cursor, 3);
  const id = anyId.safeParse(last);
  if (!id.success || typeof nameFold !== 'string' || typeof order !== 'number') throw wrong();
  return { order, nameFold, id: id.data };
}
