import type { PostView } from '@jembatan/shared/threads.view';
import { type TranslationView, translationRoutes } from '@jembatan/shared/translation.contract';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { type Action, useAction } from '../../state/use-action.ts';

export interface PostTranslationState {
  readonly view: TranslationView | null;
  /** Asks for it: made where that is allowed, else the one that is kept. */
  readonly ask: Action<[again: boolean]>;
  set(view: TranslationView): void;
}

/** The translation of one post, kept as others change it. */
export function useTranslation(post: PostView, to: string, mayAsk: boolean): PostTranslationState {
  const { api, socket } = useApp();
  const [view, set] = useState<TranslationView | null>(null);
  const kept = { params: { id: post.id, lang: to } };
  const ask = useAction(async (_key, again: boolean) => {
    set(
      mayAsk
        ? await api(translationRoutes.translatePost, {
            params: { id: post.id },
            body: { to, ...(again && { again }) },
          })
        : await api(translationRoutes.getTranslation, kept),
    );
  });
  const shown = view?.version;
  useEffect(() => {
    if (shown === undefined) return undefined;
    return socket.on('post:translated', (news) => {
      if (news.postId !== post.id || news.lang !== to || news.version <= shown) return;
      // Without connection the one that is shown stays.
      api(translationRoutes.getTranslation, kept).then(set, () => undefined);
    });
  }, [post.id, to, shown]);
  return { view, ask, set };
}
