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
  'threadId',
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
  /** The page one came from. */
  readonly from?: string | undefined;
}

export function wishOf(query: Readonly<Record<string, string | undefined>>): Wish {
  const given = filterNames.flatMap((name) => (query[name] ? [[name, query[name]]] : []));
  return {
    q: query.q ?? '',
    in: searchKinds.find((kind) => kind === query.in) ?? 'posts',
    filters: Object.fromEntries(given),
    from: query.from,
  };
}

export function addressOf({ q, in: kind, filters, from }: Wish): string {
  const query = new URLSearchParams({ q });
  if (kind !== 'posts') query.set('in', kind);
  if (from) query.set('from', from);
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  return `/search?${query}`;
}

/** Something is looked for: words, or filters that say enough without them. */
export function isWish({ q, filters: { order: _order, ...filters } }: Wish): boolean {
  return q !== '' || Object.values(filters).some(Boolean);
}

/** Filters that are places, the smallest first. */
export const placeNames = ['threadId', 'spaceId', 'communityId'] as const;
export type PlaceName = (typeof placeNames)[number];
export type Where = Partial<Record<PlaceName, string>>;

const pages: Record<string, PlaceName> = {
  t: 'threadId',
  spaces: 'spaceId',
  c: 'communityId',
  communities: 'communityId',
};

/** The place a page is in; nothing for all others. */
export function whereOf(from: string | undefined): Where {
  const [, kind = '', id] = /^\/(\w+)\/([0-9a-f]{24})(?:\/|$)/.exec(from ?? '') ?? [];
  const name = pages[kind];
  return name && id ? { [name]: id } : {};
}

/** Where a wish looks; nothing is everywhere. Before anything is asked, where one came from. */
export function whereIn({ q, filters, from }: Wish): Where {
  const name = placeNames.find((one) => filters[one]);
  if (name) return { [name]: filters[name] ?? '' };
  return q === '' ? whereOf(from) : {};
}

/** The same wish somewhere else. */
export function movedTo(wish: Wish, where: Where): Wish {
  const { threadId: _thread, spaceId: _space, communityId: _place, ...filters } = wish.filters;
  return { ...wish, filters: { ...filters, ...where } };
}
