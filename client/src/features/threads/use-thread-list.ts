import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadOrder, ThreadView } from '@jembatan/shared/threads.view';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useAction } from '../../state/use-action.ts';
import { type Resource, useResource } from '../../state/use-resource.ts';

interface Listed {
  readonly items: readonly ThreadView[];
  readonly nextCursor: string | null;
}

/** Which threads of a space are asked for. */
interface Wanted {
  readonly group: CommunityId | null;
  readonly answered: 'yes' | 'no' | undefined;
  readonly order: ThreadOrder;
  readonly tag: string | undefined;
}

export interface ThreadList {
  readonly resource: Resource<Listed>;
  readonly more: ReturnType<typeof useAction<[]>>;
}

function withRead(
  items: readonly ThreadView[],
  read: { threadId: string; number: number; unread: number },
): readonly ThreadView[] {
  const { threadId, number, unread } = read;
  return items.map((thread) =>
    thread.id === threadId && thread.read ? { ...thread, read: { number, unread } } : thread,
  );
}

/** Threads of a space, page by page; what is read in another tab is read here too. */
export function useThreadList(id: SpaceId, { group, answered, order, tag }: Wanted): ThreadList {
  const { api, socket } = useApp();
  const only = {
    ...(group && { groupId: group }),
    ...(answered && { answered }),
    ...(tag && { tag }),
    order,
  };
  const resource = useResource<Listed>(
    `threads ${id} ${group ?? ''} ${answered ?? ''} ${order} ${tag ?? ''}`,
    (signal) => api(threadRoutes.listThreads, { params: { id }, query: only }, { signal }),
  );
  const { value } = resource;
  const more = useAction(async () => {
    if (!value?.nextCursor) return;
    const next = await api(threadRoutes.listThreads, {
      params: { id },
      query: { ...only, cursor: value.nextCursor },
    });
    const known = new Set(value.items.map((thread) => thread.id));
    resource.set({
      items: [...value.items, ...next.items.filter((thread) => !known.has(thread.id))],
      nextCursor: next.nextCursor,
    });
  });

  useEffect(() => {
    const stops = [
      socket.on('thread:read', (read) => {
        if (value) resource.set({ ...value, items: withRead(value.items, read) });
      }),
      socket.onGap(resource.reload),
    ];
    // Whoever comes back to this tab wants to see what is new.
    const onShow = () => document.visibilityState === 'visible' && resource.reload();
    document.addEventListener('visibilitychange', onShow);
    return () => {
      document.removeEventListener('visibilitychange', onShow);
      for (const stop of stops) stop();
    };
  }, [value]);

  return { resource, more };
}
