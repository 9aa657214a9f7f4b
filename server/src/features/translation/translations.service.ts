import { AppError, notFound } from '@jembatan/shared/errors';
import type { PostId } from '@jembatan/shared/ids';
import type { TranslationView } from '@jembatan/shared/translation.contract';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { KeyedQueue } from '../../kernel/keyed-queue.ts';
import * as rules from '../../permissions/translation.rules.ts';
import { translateMarkdown } from '../../text/markdown-translate.ts';
import type { PostAt } from '../threads/index.ts';
import type { TranslationDeps } from './deps.ts';
import type { Keeping } from './keeping.ts';
import type { Sending } from './sending.ts';
import type { Translation } from './translations.repository.ts';
import { toTranslationView } from './translations.views.ts';

/** One translation: of which post, into what. */
export interface Target {
  id: PostId;
  lang: string;
}

interface Asking {
  kept: Translation | null;
  /** By the service once more, in place of what people wrote. */
  again: boolean;
}

/** Translations of posts: kept ones read, missing ones made by the service. */
export function createTranslationsService(
  deps: TranslationDeps & { keeping: Keeping; sending: Sending },
) {
  const { keeping, engine, sending } = deps;
  const queue = new KeyedQueue();

  async function getReadable(actor: Actor, id: PostId): Promise<PostAt> {
    const at = await deps.getReadablePost(actor, id);
    if (!rules.canReadTranslation(actor, at, at.post)) throw notFound('post');
    return at;
  }

  async function make(
    actor: PersonActor,
    at: PostAt,
    { lang, kept }: { lang: string; kept: Translation | null },
  ): Promise<Translation> {
    const through = await sending.require(actor, at, lang);
    const { body: source, lang: from, revision } = at.post;
    const body = await translateMarkdown(source, async (html) =>
      html.length > 0 ? through.translate(html, { from, to: lang }) : [],
    );
    const after = kept?.version ?? 0;
    const made = await keeping.keep(actor, at, { lang, body, origin: 'engine', revision, after });
    const found = made ?? (await keeping.find(at, lang));
    if (!found) throw new AppError('post-gone');
    return found;
  }

  /** A program's own, outdated, is made anew unasked; people's work only when somebody says so. */
  function isToBeMade(actor: PersonActor, at: PostAt, { kept, again }: Asking): boolean {
    if (!kept) return true;
    if (kept.revision >= at.post.revision) return false;
    if (kept.origin === 'engine') return engine !== null;
    return again && rules.canCorrectTranslation(actor, at, at.post);
  }

  /** Asked by several at once it is made once. */
  async function translate(
    actor: PersonActor,
    { id, lang }: Target,
    again: boolean,
  ): Promise<TranslationView> {
    const first = await getReadable(actor, id);
    return queue.run(`${id}:${lang}`, async () => {
      const kept = await keeping.find(first, lang);
      if (kept && !isToBeMade(actor, first, { kept, again }))
        return toTranslationView(deps, actor, { at: first, kept });
      const made = await make(actor, first, { lang, kept });
      return toTranslationView(deps, actor, { at: await getReadable(actor, id), kept: made });
    });
  }

  return {
    translate,

    async get(actor: Actor, { id, lang }: Target): Promise<TranslationView> {
      const at = await getReadable(actor, id);
      const kept = await keeping.find(at, lang);
      if (!kept) throw notFound('translation');
      return toTranslationView(deps, actor, { at, kept });
    },
  };
}

export type TranslationsService = ReturnType<typeof createTranslationsService>;
