/** Filters a search for posts may have; each is a part of the address. */
export const filterNames = [
  'order',
  'author',
  'kind',
  'is',
  'has',
  'lang',
  'after',
  'before',
  'tag',
  'spaceId',
  'communityId',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** What may be looked through, in the order of the tabs. */
export const searchKinds = ['posts', 'people', 'communities', 'sessions', 'files'] as const;
export type SearchedKind = (typeof searchKinds)[number];

/** What is looked for, as the address says it. */
export interface Wish {
  readonly q: string;
  readonly in: SearchedKind;
  readonly filters: Filters;
}

export function wishOf(query: Readonly<Record<string, string | undefined>>): Wish {
  const given = filterNames.flatMap((name) => (query[name] ? [[name, query[name]]] : []));
  return {
    q: query.q ?? '',
    in: searchKinds.find((kind) => kind === query.in) ?? 'posts',
    filters: Object.fromEntries(given),
  };
}

export function addressOf({ q, in: kind, filters }: Wish): string {
  const query = new URLSearchParams({ q });
  if (kind !== 'posts') query.set('in', kind);
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  return `/search?${query}`;
}

/** Something is looked for: words, or filters that say enough without them. */
export function isWish({ q, filters: { order: _order, ...filters } }: Wish): boolean {
  return q !== '' || Object.values(filters).some(Boolean);
}
