import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const locales = join(import.meta.dirname, '../../shared/locales');
const prefix = 'virtual:texts/';

/** What is needed wherever a person arrives, and where most of them arrive: at a thread. */
const first = new Set(['common', 'errors', 'threads']);

/** `first`, `more` (every other page) or `rooms` (comes with the room). */
function partOf(namespace: string): string {
  if (first.has(namespace)) return 'first';
  return namespace.startsWith('rooms') ? 'rooms' : 'more';
}

/**
 * Makes three chunks per language out of `shared/locales/<language>/<namespace>.json`:
 * `virtual:texts/<language>`, and `/more` and `/rooms` below it.
 */
export function texts(): Plugin {
  return {
    name: 'jembatan-texts',
    resolveId(source) {
      return source.startsWith(prefix) ? `\0${source}` : undefined;
    },
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const [language = 'en', part = 'first'] = id.slice(prefix.length + 1).split('/');
      const folder = join(locales, language);
      const bundle: Record<string, unknown> = {};
      for (const file of (await readdir(folder)).sort()) {
        const namespace = file.replace(/\.json$/, '');
        if (namespace === file || partOf(namespace) !== part) continue;
        this.addWatchFile(join(folder, file));
        bundle[namespace] = JSON.parse(await readFile(join(folder, file), 'utf8'));
      }
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(bundle))});`;
    },
  };
}
