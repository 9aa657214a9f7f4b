import { privateReplyRoutes } from '@jembatan/shared/private-replies.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useEffect, useState } from 'preact/hooks';
import { type App, useApp } from '../../../app-context.ts';
import { Later } from '../../../frame/Later.tsx';
import { draftsHere } from '../../../state/drafts.ts';
import { useLaterPart } from '../later-part.ts';
import { openedPrivately, privateDraft } from './opened.ts';
import { PrivateStore, privateStoreOf } from './private-store.ts';

const loadTalk = () => import('./PrivateTalk.tsx').then((module) => module.PrivateTalk);

function storeFor({ api, socket, session }: App, threadId: PostView['threadId']) {
  const now = session.session.value;
  const reader = 'person' in now ? now.person.id : '';
  return privateStoreOf(reader, threadId, () => {
    return new PrivateStore({
      find: async (numbers) => {
        const call = { params: { id: threadId }, query: { numbers: numbers.join() } };
        const { items } = await api(privateReplyRoutes.findPrivateReplies, call);
        return items.map(({ number }) => number);
      },
      onNews: (listener) =>
        socket.on('private-replies:changed', (news) => {
          if (news.threadId === threadId) listener(news.number);
        }),
      onGap: (listener) => socket.onGap(listener),
    });
  });
}

/** Under a post of the reader, and under every post for staff: what is said there in private, if anything. */
export function PrivatePlace({ post }: { readonly post: PostView }) {
  const app = useApp();
  const store = storeFor(app, post.threadId);
  const load = useLaterPart(loadTalk);
  useEffect(() => store.hold(post.number), [store, post.number]);
  const version = store.known.value.get(post.number) ?? 0;
  const isOpened = openedPrivately.value === post.id;
  // What was begun here and not sent yet is not to be looked for.
  const [isBegun, setBegun] = useState(
    () => draftsHere(app.session).read(privateDraft(post.id)) !== null,
  );
  if (version === 0 && !isOpened && !isBegun) return null;
  return (
    <Later
      load={load}
      props={{
        ...{ post, version },
        onChanged: () => store.changed(post.number),
        onPutAway: () => setBegun(false),
      }}
    />
  );
}
