import type { PersonActor } from '../../kernel/actor.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import { callingsOfHtml } from '../../text/html-links.ts';
import { renderVersion } from '../../text/markdown.ts';
import { type PostAt, renderText } from '../threads/index.ts';
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

  /** Whoever translates shows the pictures of the post and calls whom it calls, nobody else. */
  async function render({ post }: PostAt, body: string): Promise<string> {
    const scope = { writers: [post.authorId], threadId: post.threadId };
    const callings = callingsOfHtml(post.html, true);
    return (await renderText(deps, body, { scope, callings })).html;
  }

  /** Null when another version was written meanwhile. */
  async function keep(actor: PersonActor, at: PostAt, said: Said): Promise<Translation | null> {
    const { id: postId, threadId } = at.post;
    const { lang, body, origin, revision } = said;
    const next: Translation = {
      ...{ postId, threadId, lang, body, origin, revision, renderVersion },
      version: said.after + 1,
      editorId: origin === 'people' ? actor.id : null,
      html: await render(at, body),
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
    const html = await render(at, kept.body);
    await translations.renew(kept, html, renderVersion);
    return { ...kept, html, renderVersion };
  }

  return { keep, find };
}

export type Keeping = ReturnType<typeof createKeeping>;
