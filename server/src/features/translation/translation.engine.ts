import { AppError } from '@jembatan/shared/errors';
import type { Logger } from '../../kernel/logger.ts';
import { createBreaker } from './breaker.ts';
import { type Asked, askLibreTranslate } from './libretranslate.ts';

/** What turns stretches of HTML into another language; they come back in order, as many as went in. */
export interface TranslationEngine {
  /** `from` is `auto` where nobody knows. Throws `no-translation` with `why`: `language` or `busy`. */
  translate(html: readonly string[], languages: Languages): Promise<string[]>;
}

export interface Languages {
  from: string;
  to: string;
}

export interface EngineSettings {
  url: string;
  apiKey: string | undefined;
  logger: Logger;
}

/** Texts and letters of one request; services refuse much more. */
const most = { texts: 50, letters: 4_500 };
/** Requests at once, and texts that wait for one; more are told to come back. */
const lanes = 4;
const waiting = 40;

/** The engine at an address that speaks LibreTranslate's API. */
export function createTranslationEngine({ logger, ...at }: EngineSettings): TranslationEngine {
  const breaker = createBreaker({
    failures: 4,
    restMs: 30_000,
    onOpen: (err) => logger.warn({ err }, 'the translation service is left alone for a while'),
  });
  const lane = createLanes();

  const ask = (asked: Asked) =>
    lane(() => breaker.run(() => askLibreTranslate(at, asked), isOwnFault));

  return {
    async translate(html, languages) {
      const translated: string[] = [];
      for (const texts of batchesOf(html))
        translated.push(...(await ask({ texts, ...toCodes(languages) })));
      return translated;
    },
  };
}

/** A refusal of the language says nothing about the health of the service. */
const isOwnFault = (error: unknown) =>
  error instanceof AppError && error.details.why === 'language';

function createLanes() {
  let busy = 0;
  const queue: (() => void)[] = [];
  return async function inLane<T>(work: () => Promise<T>): Promise<T> {
    if (queue.length >= waiting) throw new AppError('no-translation', { why: 'busy' });
    if (busy >= lanes) await new Promise<void>((go) => void queue.push(go));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}

function batchesOf(html: readonly string[]): string[][] {
  const batches: string[][] = [];
  let letters = 0;
  for (const text of html) {
    const last = batches.at(-1);
    if (last && last.length < most.texts && letters + text.length <= most.letters) {
      last.push(text);
      letters += text.length;
    } else {
      batches.push([text]);
      letters = text.length;
    }
  }
  return batches;
}

/** LibreTranslate names languages by two letters, and the two ways of writing Chinese by its own. */
function toCodes({ from, to }: Languages): { source: string; target: string } {
  const code = (tag: string) => {
    if (tag === 'und') return 'auto';
    if (/^zh-(?:hant|tw|hk|mo)/i.test(tag)) return 'zt';
    return tag.split('-')[0] ?? tag;
  };
  return { source: code(from), target: code(to) };
}
