import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const locales = join(import.meta.dirname, '../../shared/locales');
const prefix = 'virtual:texts/';

/** What is needed wherever a person arrives, and where most of them arrive: at a thread. */
const first = new Set(['common', 'errors', 'threads']);

/** What of a thread's texts is said by parts that come after the thread: where people write, and what may be done to it. */
const written = new Set([
  ...['composer', 'file', 'pending', 'edit', 'conflict', 'delete'],
  ...['typing', 'watch', 'tools', 'new', 'panel', 'view'],
]);

/** The sections of a namespace that belong into a part. */
function sectionsFor(part: string, namespace: string, texts: Record<string, unknown>) {
  const split = namespace === 'threads' && (part === 'first' || part === 'writing');
  if (!split) return namespace !== 'threads' && partOf(namespace) === part ? texts : null;
  const kept = Object.entries(texts).filter(
    ([section]) => written.has(section) === (part === 'writing'),
  );
  return Object.fromEntries(kept);
}

/** `first`, `writing`, `more` (every other page) or `rooms` (comes with the room). */
function partOf(namespace: string): string {
  if (first.has(namespace)) return 'first';
  if (namespace === 'writing') return 'writing';
  return namespace.startsWith('rooms') ? 'rooms' : 'more';
}

/**
 * Makes four chunks per language out of `shared/locales/<language>/<namespace>.json`:
 * `virtual:texts/<language>`, and `/writing`, `/more` and `/rooms` below it.
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
        if (namespace === file) continue;
        const texts = JSON.parse(await readFile(join(folder, file), 'utf8'));
        const sections = sectionsFor(part, namespace, texts);
        if (!sections) continue;
        this.addWatchFile(join(folder, file));
        bundle[namespace] = sections;
      }
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(bundle))});`;
    },
  };
}
