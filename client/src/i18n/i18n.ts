import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { Catalogue, type Parameters } from './catalogue.ts';
import { directionOf, type Language, pickLanguage } from './languages.ts';
import { loadTexts, type Part } from './load-texts.ts';

/** Says a text of its namespace: the key, and what fills its places. */
export type Say = (key: string, parameters?: Parameters) => string;

export interface I18n {
  /** Changes when the texts of another language have arrived. */
  readonly language: ReadonlySignal<Language>;
  readonly direction: 'ltr' | 'rtl';
  /** The IANA zone times are shown in; the device's own while undefined. */
  readonly zone: Signal<string | undefined>;
  /** The texts of a namespace in the present language. */
  texts(namespace: string): Say;
  /** Loads and shows another language; nothing changes until its texts are here. */
  use(language: Language): Promise<void>;
  /** Adds texts that not every page needs; at once when they are here already. */
  need(part: Part): Promise<void>;
}

/** Speaks one language at a time; only that language is loaded, and of it what the pages so far need. */
export async function createI18n(
  wanted: readonly (string | null | undefined)[],
  first: readonly Part[],
): Promise<I18n> {
  const parts = new Set(first);

  async function load(language: Language): Promise<Catalogue> {
    const loaded = new Catalogue(language);
    const bundles = await Promise.all([...parts].map((part) => loadTexts(language, part)));
    for (const bundle of bundles) loaded.add(bundle);
    return loaded;
  }

  const language = signal(pickLanguage(wanted));
  let catalogue = await load(language.value);

  return {
    language,
    zone: signal<string | undefined>(undefined),
    get direction() {
      return directionOf(language.value);
    },
    texts: (namespace) => (key, parameters) => catalogue.say(namespace, key, parameters),
    use: async (next) => {
      const asked = parts.size;
      catalogue = await load(next);
      // A page opened meanwhile needs more than was asked for.
      if (parts.size > asked) catalogue = await load(next);
      language.value = next;
    },
    need: async (part) => {
      parts.add(part);
      const speaking = catalogue;
      speaking.add(await loadTexts(language.value, part));
    },
  };
}
