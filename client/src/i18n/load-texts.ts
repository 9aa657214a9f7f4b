import type { Language } from './languages.ts';

type Bundle = Record<string, Record<string, unknown>>;
type Loader = () => Promise<{ default: Bundle }>;

/** What comes at once, what is said where people write, what most pages need besides, and what only the room needs. */
export type Part = 'first' | 'writing' | 'more' | 'rooms';

const loaders: Record<Language, Record<Part, Loader>> = {
  en: {
    first: () => import('virtual:texts/en'),
    writing: () => import('virtual:texts/en/writing'),
    more: () => import('virtual:texts/en/more'),
    rooms: () => import('virtual:texts/en/rooms'),
  },
  id: {
    first: () => import('virtual:texts/id'),
    writing: () => import('virtual:texts/id/writing'),
    more: () => import('virtual:texts/id/more'),
    rooms: () => import('virtual:texts/id/rooms'),
  },
  de: {
    first: () => import('virtual:texts/de'),
    writing: () => import('virtual:texts/de/writing'),
    more: () => import('virtual:texts/de/more'),
    rooms: () => import('virtual:texts/de/rooms'),
  },
  ar: {
    first: () => import('virtual:texts/ar'),
    writing: () => import('virtual:texts/ar/writing'),
    more: () => import('virtual:texts/ar/more'),
    rooms: () => import('virtual:texts/ar/rooms'),
  },
};

/** A part of the texts of one language. */
export async function loadTexts(language: Language, part: Part): Promise<Bundle> {
  return (await loaders[language][part]()).default;
}
