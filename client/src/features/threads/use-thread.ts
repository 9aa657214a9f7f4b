import type { ThreadId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import { useEffect, useMemo } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { type Target, ThreadSession } from './thread-session.ts';
import { createThreadsApi, type ThreadsApi } from './threads.api.ts';

/** What the server may be asked about threads. */
export function useThreadsApi(): ThreadsApi {
  const { api } = useApp();
  return useMemo(() => createThreadsApi(api), [api]);
}

/** The number an address ends with: `#p17`. */
export function numberInHash(hash: string): number | null {
  const match = /^#p(\d{1,9})$/.exec(hash);
  return match ? Number(match[1]) : null;
}

/** Where a page of the thread as it reads without script begins; null where none is named. */
function firstOfPage(search: string): number | null {
  const page = Number(new URLSearchParams(search).get('page'));
  return page > 1 ? (page - 1) * limits.page.default + 1 : null;
}

/** Opens a thread while the page is there, at the post its address names or the first unread one. */
export function useThread(id: ThreadId): ThreadSession {
  const app = useApp();
  const api = useThreadsApi();
  const session = app.session.session.value;
  // What an ended sign-in has on its page stays there.
  const self = 'person' in session ? session.person.id : null;
  const thread = useMemo(
    () => new ThreadSession({ id, api, socket: app.socket, self }),
    [id, self],
  );
  useEffect(() => {
    const number = numberInHash(location.hash) ?? firstOfPage(location.search);
    const target: Target = number === null ? 'unread' : { number };
    void thread.open(target);
    return () => thread.close();
  }, [thread]);
  return thread;
}
