import { communityRoutes } from '@jembatan/shared/communities.contract';
import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { type Resource, useResource } from '../../state/use-resource.ts';
import { applySession, mergeSession } from './sessions.store.ts';

const hourMs = 3_600_000;
const weeksMs = 28 * 86_400_000;
/** So that every page of one minute asks the same question. */
const roundMs = 60_000;

/** Sessions from a few hours ago to some weeks ahead, of one community or of all, kept up to date by news. */
export function useSessions(communityId?: string): Resource<readonly SessionView[]> {
  const { api, socket } = useApp();
  const now = useRef(Math.floor(Date.now() / roundMs) * roundMs).current;
  const resource = useResource<readonly SessionView[]>(
    `sessions ${communityId ?? 'all'}`,
    async (signal) => {
      const from = new Date(now - 12 * hourMs).toISOString();
      const to = new Date(now + weeksMs).toISOString();
      const query = { from, to, limit: '100', ...(communityId ? { communityId } : {}) };
      return (await api(sessionRoutes.listSessions, { query }, { signal })).items;
    },
  );
  const latest = useRef(resource);
  latest.current = resource;

  const mine = useResource(communityId ? null : 'own communities', async (signal) => {
    const query = { which: 'mine', limit: '100' } as const;
    return (await api(communityRoutes.listCommunities, { query }, { signal })).items;
  });
  const places = communityId ? [communityId] : (mine.value ?? []).map(({ id }) => id);

  useEffect(() => {
    const stopNews = socket.on('session:changed', ({ session }) => {
      const { value, set } = latest.current;
      const isOurs = communityId === undefined || session.communityId === communityId;
      if (value && isOurs) set(applySession(value, session));
    });
    const stopGap = socket.onGap(() => latest.current.reload());
    return () => {
      stopNews();
      stopGap();
    };
  }, [communityId]);
  useEffect(() => {
    const leaves = places.map((id) => socket.subscribe(`community:${id}`));
    return () => {
      for (const leave of leaves) leave();
    };
  }, [places.join()]);
  return resource;
}

/** One session, kept up to date by news. */
export function useSession(id: string): Resource<SessionView> {
  const { api, socket } = useApp();
  const resource = useResource(`session ${id}`, (signal) =>
    api(sessionRoutes.getSession, { params: { id } }, { signal }),
  );
  const latest = useRef(resource);
  latest.current = resource;

  useEffect(() => {
    const stopNews = socket.on('session:changed', ({ session }) => {
      if (session.id === id) latest.current.set(mergeSession(latest.current.value, session));
    });
    const stopGap = socket.onGap(() => latest.current.reload());
    const leave = socket.subscribe(`session:${id}`);
    return () => {
      stopNews();
      stopGap();
      leave();
    };
  }, [id]);
  return resource;
}
