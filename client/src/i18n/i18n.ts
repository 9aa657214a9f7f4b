import { type ReadonlySignal, signal } from '@preact/signals';
import { createInstance, type TFunction } from 'i18next';
import { directionOf, type Language, pickLanguage } from './languages.ts';
import { loadTexts } from './load-texts.ts';

/** Says a text: its key (with `namespace:` for another namespace) and its parameters. */
export type Say = (key: string, parameters?: Record<string, unknown>) => string;

export interface I18n {
  /** Changes when the texts of another language have arrived. */
  readonly language: ReadonlySignal<Language>;
  readonly direction: 'ltr' | 'rtl';
  /** The texts of a namespace in the present language. */
  texts(namespace: string): Say;
  /** Loads and shows another language; nothing changes until its texts are here. */
  use(language: Language): Promise<void>;
  /** Adds the texts that only the room needs. */
  loadRoomTexts(): Promise<void>;
}

/** Speaks one language at a time; only that language is loaded. */
export async function createI18n(wanted: readonly (string | null | undefined)[]): Promise<I18n> {
  const language = signal(pickLanguage(wanted));
  const engine = createInstance();
  let wantsRooms = false;
  const says = new Map<string, Say>();

  async function add(next: Language, part: 'first' | 'rooms'): Promise<void> {
    for (const [namespace, texts] of Object.entries(await loadTexts(next, part))) {
      engine.addResourceBundle(next, namespace, texts);
    }
  }

  async function use(next: Language): Promise<void> {
    await add(next, 'first');
    if (wantsRooms) await add(next, 'rooms');
    await engine.changeLanguage(next);
    says.clear();
    language.value = next;
  }

  await engine.init({
    lng: language.value,
    fallbackLng: false,
    defaultNS: 'common',
    resources: {},
    // Preact escapes what it shows; escaping here as well would show entities.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  await use(language.value);

  return {
    language,
    get direction() {
      return directionOf(language.value);
    },
    texts: (namespace) => {
      const known = says.get(namespace);
      if (known) return known;
      const fixed: TFunction = engine.getFixedT(language.value, namespace);
      const say: Say = (key, parameters) => String(fixed(key, parameters ?? {}));
      says.set(namespace, say);
      return say;
    },
    use,
    loadRoomTexts: async () => {
      wantsRooms = true;
      await add(language.value, 'rooms');
    },
  };
}
