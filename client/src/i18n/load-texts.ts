import type { Language } from './languages.ts';

type Bundle = Record<string, Record<string, unknown>>;
type Loader = () => Promise<{ default: Bundle }>;

const first: Record<Language, Loader> = {
  en: () => import('virtual:texts/en'),
  id: () => import('virtual:texts/id'),
  de: () => import('virtual:texts/de'),
  ar: () => import('virtual:texts/ar'),
};

const rooms: Record<Language, Loader> = {
  en: () => import('virtual:texts/en/rooms'),
  id: () => import('virtual:texts/id/rooms'),
  de: () => import('virtual:texts/de/rooms'),
  ar: () => import('virtual:texts/ar/rooms'),
};

/** The texts of one language, one chunk each; the room's come with the room. */
export async function loadTexts(language: Language, part: 'first' | 'rooms'): Promise<Bundle> {
  const loader = part === 'rooms' ? rooms[language] : first[language];
  return (await loader()).default;
}
