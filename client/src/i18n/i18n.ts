import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { Catalogue, type Parameters } from './catalogue.ts';
import { directionOf, type Language, pickLanguage } from './languages.ts';
import { loadTexts } from './load-texts.ts';

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
  /** Adds the texts that only the room needs. */
  loadRoomTexts(): Promise<void>;
}

/** Speaks one language at a time; only that language is loaded. */
export async function createI18n(wanted: readonly (string | null | undefined)[]): Promise<I18n> {
  let wantsRooms = false;

  async function load(language: Language): Promise<Catalogue> {
    const catalogue = new Catalogue(language);
    catalogue.add(await loadTexts(language, 'first'));
    if (wantsRooms) catalogue.add(await loadTexts(language, 'rooms'));
    return catalogue;
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
      catalogue = await load(next);
      language.value = next;
    },
    loadRoomTexts: async () => {
      wantsRooms = true;
      catalogue.add(await loadTexts(language.value, 'rooms'));
    },
  };
}
