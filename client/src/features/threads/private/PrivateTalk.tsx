import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import {
  type PrivateReplyView,
  privateReplyRoutes,
} from '@jembatan/shared/private-replies.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../../app-context.ts';
import { Loaded } from '../../../frame/Loaded.tsx';
import { useText } from '../../../i18n/use-text.ts';
import { useAction } from '../../../state/use-action.ts';
import { useResource } from '../../../state/use-resource.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { ErrorNote } from '../../../ui/States.tsx';
import { PrivateBox } from './PrivateBox.tsx';
import { PrivateWords } from './PrivateWords.tsx';
import './private.css';

interface PrivateTalkProps {
  readonly post: PostView;
  /** Rises when it is to be asked for again. */
  readonly version: number;
  /** Something was written here. */
  readonly onChanged: () => void;
  /** Nothing is being written any more. */
  readonly onPutAway: () => void;
}

type Talk = Awaited<ReturnType<typeof ask>>;
type Api = ReturnType<typeof useApp>['api'];

interface Page {
  readonly cursor?: string;
  readonly signal?: AbortSignal;
}

const ask = (api: Api, { id }: PostView, { cursor, signal }: Page) =>
  api(
    privateReplyRoutes.listPrivateReplies,
    { params: { id }, query: { limit: '100', ...(cursor && { cursor }) } },
    signal ? { signal } : {},
  );

function useTalk(post: PostView, version: number) {
  const { api } = useApp();
  const talk = useResource(`private ${post.id}`, (signal) => ask(api, post, { signal }));
  const { reload } = talk;
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current !== version) reload();
    seen.current = version;
  }, [version, reload]);
  const more = useAction(async (_key, cursor: string) => {
    const next = await ask(api, post, { cursor });
    if (!talk.value) return;
    const people = { ...talk.value.people, ...next.people };
    talk.set({ ...next, people, items: [...talk.value.items, ...next.items] });
  });
  return { talk, more };
}

/** Who sees what was written needs no notice of it any more. */
function useSeen(post: PostView, version: number, isHere: boolean) {
  const { api, notifications } = useApp();
  const words = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!words.current || !isHere) return undefined;
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting || notifications.unread.value === 0) return;
      watch.disconnect();
      api(notificationRoutes.readNotifications, { body: { privately: post.id } }).then(
        ({ unread }) => notifications.noteUnread(unread),
        // The notice stays, and opening it marks it.
        () => undefined,
      );
    });
    watch.observe(words.current);
    return () => watch.disconnect();
  }, [version, isHere]);
  return words;
}

/** What staff and the author of a post say to each other; all others see nothing of it. */
export function PrivateTalk({ post, version, onChanged, onPutAway }: PrivateTalkProps) {
  const t = useText('private-replies');
  const common = useText('common');
  const { talk, more } = useTalk(post, version);
  const words = useSeen(post, version, talk.value !== undefined);
  const title = `private-${post.id}`;

  function take(reply: PrivateReplyView): void {
    const { value } = talk;
    if (value) talk.set({ ...value, items: withReply(value, reply) });
    onChanged();
  }

  return (
    <article ref={words} class="private" aria-labelledby={title}>
      <h3 id={title} class="private-title">
        <Icon name="lock" />
        {t('title')}
      </h3>
      <p class="small soft">{t(post.can?.moderate ? 'seenByStaff' : 'seenByStudent')}</p>
      <Loaded resource={talk}>
        {(value) => (
          <>
            {value.items.map((reply) => (
              <PrivateWords key={reply.id} reply={reply} people={value.people} onChanged={take} />
            ))}
            <ErrorNote error={more.error} />
            {value.nextCursor && (
              <Button busy={more.busy} onClick={() => void more.run(value.nextCursor ?? '')}>
                {common('loadMore')}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {(talk.value || talk.error?.details.network === true) && (
        <PrivateBox
          post={post}
          isFirst={!talk.value?.items.length}
          closed={talk.value?.closed}
          onSent={take}
          onPutAway={onPutAway}
        />
      )}
    </article>
  );
}

function withReply({ items }: Talk, reply: PrivateReplyView): PrivateReplyView[] {
  const known = items.some(({ id }) => id === reply.id);
  return known ? items.map((one) => (one.id === reply.id ? reply : one)) : [...items, reply];
}
