import { type TranslateAll, translateMarkdown } from './markdown-translate.ts';

interface Asked {
  readonly html: readonly string[];
  readonly resolve: (said: readonly string[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Puts what `count` askers ask at the same time into one question, round after round. */
function together(count: number, translate: TranslateAll): TranslateAll {
  let waiting: Asked[] = [];
  async function askFor(round: readonly Asked[]): Promise<void> {
    const all = round.flatMap(({ html }) => html);
    try {
      const said = all.length > 0 ? [...(await translate(all))] : [];
      for (const { html, resolve } of round) resolve(said.splice(0, html.length));
    } catch (error) {
      for (const { reject } of round) reject(error);
    }
  }
  return (html) =>
    new Promise((resolve, reject) => {
      waiting.push({ html, resolve, reject });
      if (waiting.length < count) return;
      const round = waiting;
      waiting = [];
      void askFor(round);
    });
}

/**
 * Single lines in another language, in their order. Code, addresses, maths and people stay as they
 * are and are not told, as in `translateMarkdown`.
 */
export async function translateLines(
  lines: readonly string[],
  translate: TranslateAll,
): Promise<string[]> {
  // Each line asks twice: for its words, and for what came back damaged.
  const ask = together(lines.length, translate);
  const said = await Promise.all(lines.map((line) => translateMarkdown(line, ask)));
  return said.map((line) => line.replaceAll(/\s+/g, ' ').trim());
}
