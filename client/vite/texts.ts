import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const locales = join(import.meta.dirname, '../../shared/locales');
const prefix = 'virtual:texts/';

/** Namespaces that load with the room and not with the first page. */
function belongsToRooms(namespace: string): boolean {
  return namespace.startsWith('rooms');
}

/** `id` and `id/rooms`: the language, and whether the room's part of it is asked for. */
function parse(name: string): { language: string; rooms: boolean } {
  const [language = 'en', part] = name.split('/');
  return { language, rooms: part === 'rooms' };
}

/**
 * Makes one chunk per language out of `shared/locales/<language>/<namespace>.json`:
 * `virtual:texts/<language>` holds everything except the room's namespaces,
 * which are in `virtual:texts/<language>/rooms`.
 */
export function texts(): Plugin {
  return {
    name: 'jembatan-texts',
    resolveId(source) {
      return source.startsWith(prefix) ? `\0${source}` : undefined;
    },
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const { language, rooms } = parse(id.slice(prefix.length + 1));
      const folder = join(locales, language);
      const bundle: Record<string, unknown> = {};
      for (const file of (await readdir(folder)).sort()) {
        const namespace = file.replace(/\.json$/, '');
        if (namespace === file || belongsToRooms(namespace) !== rooms) continue;
        this.addWatchFile(join(folder, file));
        bundle[namespace] = JSON.parse(await readFile(join(folder, file), 'utf8'));
      }
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(bundle))});`;
    },
  };
}
