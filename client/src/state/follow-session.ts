import { effect } from '@preact/signals';
import type { App } from '../app-context.ts';

type Parts = Pick<App, 'session' | 'socket' | 'account' | 'notifications'>;

function loadAccount({ account, notifications }: Parts): void {
  account.load().then(
    () => notifications.noteUnread(account.me.value?.unreadNotifications ?? 0),
    // The page itself says when the server is out of reach; the name is known already.
    () => undefined,
  );
}

/** Tells the server whether this tab is looked at. */
function followAttention({ socket }: Parts): void {
  const tell = () => {
    const state = document.visibilityState === 'visible' ? 'online' : 'away';
    socket.request('presence', { state }).catch(() => undefined);
  };
  document.addEventListener('visibilitychange', tell);
}

/** Opens and closes what belongs to a sign-in as it comes and goes. */
export function followSession(parts: Parts): void {
  const { session, socket, account, notifications } = parts;
  let signedInAs: string | null = null;
  effect(() => {
    const current = session.session.value;
    const sid = current.kind === 'member' ? current.sid : null;
    if (sid === signedInAs) return;
    signedInAs = sid;
    socket.close();
    if (current.kind !== 'ended') {
      account.clear();
      notifications.clear();
    }
    if (!sid) return;
    loadAccount(parts);
    // The first picture comes before the connection.
    setTimeout(() => signedInAs === sid && socket.open(), 0);
  });
  socket.on('signed-out', ({ reason }) => session.end(reason));
  followAttention(parts);
}
