import { directionOf } from './languages.ts';

/** Texts of a namespace: strings, nested by dots in their keys, plural forms as `key_one`, `key_other`. */
export type Texts = { readonly [key: string]: string | Texts };

/** What a text's places are filled with; `count` also chooses the plural form. */
export type Parameters = Readonly<Record<string, unknown>>;

function find(texts: Texts | undefined, key: string): string | undefined {
  let here: string | Texts | undefined = texts;
  for (const part of key.split('.')) {
    if (typeof here !== 'object') return undefined;
    here = here[part];
  }
  return typeof here === 'string' ? here : undefined;
}

/** Letters written from the right: a name with them is set apart from what surrounds it. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null;
}

/**
 * The texts of one language, in the form i18next writes them (JSON v4), so that
 * every translation tool reads them. Plural forms and numbers come from Intl.
 */
export class Catalogue {
  readonly #namespaces = new Map<string, Texts>();
  readonly #plural: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;
  readonly #rightToLeft: boolean;

  constructor(language: string) {
    this.#rightToLeft = directionOf(language) === 'rtl';
    this.#plural = new Intl.PluralRules(language);
    this.#numbers = new Intl.NumberFormat(language);
  }

  add(bundle: Readonly<Record<string, unknown>>): void {
    for (const [namespace, texts] of Object.entries(bundle)) {
      // Parts of one namespace may come one after the other.
      if (isTexts(texts))
        this.#namespaces.set(namespace, { ...this.#namespaces.get(namespace), ...texts });
    }
  }

  /** The text with its places filled; the key itself when there is none, which a test forbids. */
  say(namespace: string, key: string, parameters: Parameters = {}): string {
    const texts = this.#namespaces.get(namespace);
    const count = parameters.count;
    const form =
      typeof count === 'number' ? find(texts, `${key}_${this.#plural.select(count)}`) : undefined;
    const text =
      form ??
      (typeof count === 'number' ? find(texts, `${key}_other`) : undefined) ??
      find(texts, key) ??
      key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => this.#show(parameters[name]));
  }

  #show(value: unknown): string {
    if (typeof value === 'number') return this.#numbers.format(value);
    const words = String(value ?? '');
    return this.#rightToLeft || rightToLeft.test(words) ? `\u2068${words}\u2069` : words;
  }
}
