import { AppError } from '@jembatan/shared/errors';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { maxTotal } from './search.deps.ts';

/** Where a page of results starts, and the moment the first page was asked for. */
export interface Position {
  offset: number;
  until: Date;
}

export interface Results<T> {
  items: T[];
  total: number;
  totalIsCapped: boolean;
  nextCursor: string | null;
}

export const noResults = { items: [], total: 0, totalIsCapped: false, nextCursor: null };

/** Pages go on with the list of the first page; a cursor made up by hand is `invalid`. */
export function positionOf(cursor: string | undefined): Position {
  if (cursor === undefined) return { offset: 0, until: new Date() };
  const [offset, until] = decodeCursor(cursor, 2).map(Number);
  const sound = [offset, until].every((part) => Number.isSafeInteger(part) && Number(part) >= 0);
  const at = new Date(Number(until));
  if (!sound || Number.isNaN(at.getTime()))
    throw new AppError('invalid', { issues: [{ path: 'cursor', message: 'not a cursor' }] });
  return { offset: Math.min(Number(offset), maxTotal), until: at };
}

/** One page of up to `maxTotal` results. */
export function cutResults<T>(
  all: readonly T[],
  limit: number,
  { offset, until }: Position,
): Results<T> {
  const total = Math.min(all.length, maxTotal);
  const end = Math.min(offset + limit, total);
  return {
    items: all.slice(offset, end),
    total,
    totalIsCapped: all.length > maxTotal,
    nextCursor: end < total ? encodeCursor([end, until.getTime()]) : null,
  };
}
