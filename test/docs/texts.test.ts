/** Every language says everything, with the plural forms it has; nothing is said that nobody asks for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorStatus } from '@jembatan/shared/errors';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const locales = join(root, 'shared/locales');
const languages = readdirSync(locales).sort();
const namespaces = readdirSync(join(locales, 'en'))
  .map((file) => file.replace(/\.json$/, ''))
  .sort();

const form = /_(zero|one|two|few|many|other)$/;

type Flat = ReadonlyMap<string, string>;

function flatten(texts: object, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' && value !== null
      ? flatten(value, `${prefix}${key}.`)
      : [[prefix + key, String(value)]],
  );
}

function read(language: string, namespace: string): Flat {
  return new Map(
    flatten(JSON.parse(readFileSync(join(locales, language, `${namespace}.json`), 'utf8'))),
  );
}

/** Keys without plural endings; those that have plural forms, and which. */
function keysOf(texts: Flat): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const key of texts.keys()) {
    const base = key.replace(form, '');
    const forms = keys.get(base) ?? [];
    const category = form.exec(key)?.[1];
    keys.set(base, category ? [...forms, category] : forms);
  }
  return keys;
}

function placesOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();
}

describe.each(languages)('%s', (language) => {
  test('has the files English has', () => {
    const files = readdirSync(join(locales, language)).sort();
    expect(files).toEqual(namespaces.map((namespace) => `${namespace}.json`));
  });

  test.each(namespaces)(
    '%s: the same keys, each with the plural forms of the language',
    (namespace) => {
      const english = keysOf(read('en', namespace));
      const own = keysOf(read(language, namespace));
      expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
      const categories = new Intl.PluralRules(language)
        .resolvedOptions()
        .pluralCategories.toSorted();
      for (const [key, forms] of own) {
        if (english.get(key)?.length)
          expect(forms.toSorted(), `${namespace}:${key}`).toEqual(categories);
        else expect(forms, `${namespace}:${key}`).toEqual([]);
      }
    },
  );

  test.each(namespaces)(
    '%s: no text is empty, and its places are those of the English one',
    (namespace) => {
      const english = read('en', namespace);
      for (const [key, text] of read(language, namespace)) {
        expect(text.trim(), `${namespace}:${key}`).not.toBe('');
        const base = key.replace(form, '');
        const original = english.get(key) ?? english.get(`${base}_other`) ?? '';
        // "One member" and "two members" may say their number in words.
        const named = (places: string[]) =>
          places.filter((place) => !form.test(key) || place !== 'count');
        expect(named(placesOf(text)), `${namespace}:${key}`).toEqual(named(placesOf(original)));
      }
    },
  );
});

interface Source {
  readonly path: string;
  readonly text: string;
}

function sourcesOf(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => ({
      path: join(folder, path),
      text: readFileSync(join(root, folder, path), 'utf8'),
    }));
}

const sources = [...sourcesOf('client/src'), ...sourcesOf('server/src')];
const literals = new Set(
  sources.flatMap(({ text }) => [...text.matchAll(/'([\w.-]+)'/g)].map((match) => match[1] ?? '')),
);
/** `` t(`kind.${kind}`) `` asks for everything that begins and ends like it. */
const patterns = sources
  .flatMap(({ text }) => [...text.matchAll(/`([\w.-]*\$\{[^`]+)`/g)].map((match) => match[1] ?? ''))
  .filter((template) => /^(?:[\w.-]|\$\{[^}]*\})+$/.test(template) && /^[\w-]/.test(template))
  .map(
    (template) =>
      new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w.-]+')}$`),
  );

function isAskedFor(namespace: string, key: string): boolean {
  if (namespace.endsWith('errors') && Object.hasOwn(errorStatus, key)) return true;
  return literals.has(key) || patterns.some((pattern) => pattern.test(key));
}

test.each(namespaces)('every text of %s is used', (namespace) => {
  const unused = [...keysOf(read('en', namespace)).keys()].filter(
    (key) => !isAskedFor(namespace, key),
  );
  expect(unused).toEqual([]);
});

test('every error has its words', () => {
  const words = [...read('en', 'errors').keys(), ...read('en', 'rare-errors').keys()];
  const missing = Object.keys(errorStatus).filter((code) => !words.includes(code));
  expect(missing).toEqual([]);
});

test('every text that a page asks for exists', () => {
  const missing = sources.flatMap(({ path, text }) => {
    const bound = text.matchAll(/const (\w+) = (?:useText|i18n\.texts)\('([\w-]+)'\)/g);
    const names = new Map<string, Set<string>>();
    for (const [, name = '', namespace = ''] of bound)
      names.set(name, (names.get(name) ?? new Set()).add(namespace));
    return [...text.matchAll(/(?<![\w.])(\w+)\('([\w.-]+)'/g)].flatMap(
      ([, name = '', key = '']) => {
        const spaces = [...(names.get(name) ?? [])];
        if (spaces.length === 0) return [];
        return spaces.some((space) => keysOf(read('en', space)).has(key))
          ? []
          : [`${path}: ${spaces.join(' or ')}:${key}`];
      },
    );
  });
  expect(missing).toEqual([]);
});
