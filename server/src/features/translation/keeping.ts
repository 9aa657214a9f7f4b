import { foldHandle } from '@jembatan/shared/handles';
import type { PersonActor } from '../../kernel/actor.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import { callingsOfHtml } from '../../text/html-links.ts';
import { readMarkdown, renderVersion } from '../../text/markdown.ts';
import type { PostAt } from '../threads/index.ts';
import type { TranslationDeps } from './deps.ts';
import type { Translation } from './translations.repository.ts';

/** The next version of a translation. */
export interface Said {
  lang: string;
  body: string;
  origin: 'engine' | 'people';
  /** The post's revision it says. */
  revision: number;
  /** The version it follows; 0 for the first. */
  after: number;
}

/** Translations as they are kept: rendered and sanitised like posts, each version in the history. */
export function createKeeping(deps: TranslationDeps) {
  const { translations, transact, clock } = deps;

  async function render(body: string, original: string): Promise<string> {
    const draft = readMarkdown(body);
    const people = draft.candidates.length > 0 ? await deps.findByHandles(draft.candidates) : [];
    const named = new Map(people.map((person) => [foldHandle(person.handle), person]));
    return draft.render(named, callingsOfHtml(original, true)).html;
  }

  /** Null when another version was written meanwhile. */
  async function keep(actor: PersonActor, at: PostAt, said: Said): Promise<Translation | null> {
    const { id: postId, threadId } = at.post;
    const { lang, body, origin, revision } = said;
    const next: Translation = {
      ...{ postId, threadId, lang, body, origin, revision, renderVersion },
      version: said.after + 1,
      editorId: origin === 'people' ? actor.id : null,
      html: await render(body, at.post.html),
      changedAt: clock.now(),
    };
    const write = () =>
      transact(
        async (tx) => {
          const written = await translations.write(next);
          const facts = { threadId, postId, lang, version: next.version };
          if (written) tx.announce('post:translated', facts, actor.id);
          return written;
        },
        { queue: `translation:${postId}` },
      );
    return write().catch((error: unknown) => {
      if (isDuplicate(error)) return null;
      throw error;
    });
  }

  async function find(at: PostAt, lang: string): Promise<Translation | null> {
    const kept = await translations.find(at.post.id, lang);
    if (!kept || kept.renderVersion >= renderVersion) return kept;
    const html = await render(kept.body, at.post.html);
    await translations.renew(kept, html, renderVersion);
    return { ...kept, html, renderVersion };
  }

  return { keep, find };
}

export type Keeping = ReturnType<typeof createKeeping>;
