/** A closed run of post numbers that is loaded without holes. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Adds a run; what touches or overlaps becomes one. Kept in order. */
export function addRange(ranges: readonly Range[], added: Range): readonly Range[] {
  let { first, last } = added;
  const apart: Range[] = [];
  for (const range of ranges) {
    if (range.last < first - 1 || range.first > last + 1) {
      apart.push(range);
      continue;
    }
    first = Math.min(first, range.first);
    last = Math.max(last, range.last);
  }
  return [...apart, { first, last }].sort((a, b) => a.first - b.first);
}

/** The run that holds this number. */
export function rangeAround(ranges: readonly Range[], number: number): Range | null {
  return ranges.find((range) => range.first <= number && number <= range.last) ?? null;
}

/** Whether every number of the run is loaded; an empty run is. */
export function covers(ranges: readonly Range[], { first, last }: Range): boolean {
  return first > last || (rangeAround(ranges, first)?.last ?? 0) >= last;
}
