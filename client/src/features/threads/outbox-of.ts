import { AppError } from '@jembatan/shared/errors';
import { threadId } from '@jembatan/shared/ids';
import { effect } from '@preact/signals';
import type { App } from '../../app-context.ts';
import {
  type OutboxNews,
  outboxChannel,
  outboxLock,
  outboxNews,
  outboxTag,
  replyOf,
} from '../../kept/submission.ts';
import { deviceStorage } from '../../state/device-storage.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { submissionsOf } from './submissions.ts';
import { createThreadsApi } from './threads.api.ts';

interface Held {
  readonly personId: string;
  readonly outbox: Outbox;
  readonly stop: () => void;
}

const held = new WeakMap<App, Held>();

/** Not every browser can send without a page; the next page does it there. */
interface SyncingRegistration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

function askForSync(): void {
  navigator.serviceWorker?.ready
    .then((registration: SyncingRegistration) => registration.sync?.register(outboxTag))
    // Refused (private window, switched off): what waits goes with the next page.
    .catch(() => undefined);
}

const channel = new BroadcastChannel(outboxChannel);
const others = {
  tell: (news: OutboxNews) => channel.postMessage(news),
  listen: (listener: (news: OutboxNews) => void) => {
    const hear = ({ data }: MessageEvent<unknown>) => {
      const news = outboxNews.safeParse(data);
      listener(news.success ? news.data : {});
    };
    channel.addEventListener('message', hear);
    return () => channel.removeEventListener('message', hear);
  },
};

function open(app: App, personId: string): Held {
  const api = createThreadsApi(app.api);
  const outbox = createOutbox({
    submissions: submissionsOf(personId, deviceStorage),
    alone: (work) => (navigator.locks ? navigator.locks.request(outboxLock, work) : work()),
    askForSync,
    others,
    isOnline: () => navigator.onLine,
    send: async (one) => {
      const session = app.session.session.value;
      // Never as somebody else: it waits until its author is back.
      if (session.kind !== 'member' || session.person.id !== personId)
        throw new AppError('signed-out');
      return api.reply(threadId.parse(one.threadId), replyOf(one), one.key);
    },
  });
  const stopFollowing = effect(() => {
    if (app.socket.state.value === 'online') outbox.wake();
  });
  addEventListener('online', outbox.wake);
  return {
    personId,
    outbox,
    stop: () => {
      stopFollowing();
      removeEventListener('online', outbox.wake);
      outbox.stop();
    },
  };
}

/**
 * The one outbox of the person this tab speaks for; it goes on from page to
 * page. Null for visitors. A sign-in that has ended keeps its outbox, unsent.
 */
export function outboxOf(app: App): Outbox | null {
  const session = app.session.session.peek();
  if (!('person' in session)) return null;
  const now = held.get(app);
  if (now?.personId === session.person.id) return now.outbox;
  now?.stop();
  const next = open(app, session.person.id);
  held.set(app, next);
  return next.outbox;
}
