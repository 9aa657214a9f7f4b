import { AppError } from '@jembatan/shared/errors';
import { threadId } from '@jembatan/shared/ids';
import { effect } from '@preact/signals';
import type { App } from '../../app-context.ts';
import { deviceStorage } from '../../state/device-storage.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createThreadsApi } from './threads.api.ts';

interface Held {
  readonly personId: string;
  readonly outbox: Outbox;
  readonly stop: () => void;
}

const held = new WeakMap<App, Held>();

function open(app: App, personId: string): Held {
  const api = createThreadsApi(app.api);
  const outbox = createOutbox({
    personId,
    storage: deviceStorage,
    isOnline: () => navigator.onLine,
    send: async ({ threadId: id, body, replyTo, key }) => {
      const session = app.session.session.value;
      // Never as somebody else: it waits until its author is back.
      if (session.kind !== 'member' || session.person.id !== personId)
        throw new AppError('signed-out');
      return api.reply(threadId.parse(id), { body, replyTo, key });
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
