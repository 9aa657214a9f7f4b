import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { communityId } from '@jembatan/shared/ids';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { type Resource, useResource } from '../../state/use-resource.ts';

/**
 * A community by the id in the address, kept fresh while the page is open.
 * Null when the address holds no id, or the place is no longer to be seen.
 */
export function useCommunity(text: string | undefined): Resource<CommunityView> | null {
  const { api, socket } = useApp();
  const id = communityId.safeParse(text);
  const resource = useResource(id.success ? `community ${id.data}` : null, (signal) =>
    api(communityRoutes.getCommunity, { params: { id: communityId.parse(text) } }, { signal }),
  );
  const { reload } = resource;
  useEffect(() => {
    if (!id.success) return undefined;
    const stops = [
      socket.subscribe(`community:${id.data}`),
      socket.on('community:changed', (news) => news.communityId === id.data && reload()),
      // Whoever was removed may still read along, or sees nothing any more.
      socket.on('topic:lost', ({ topic }) => topic === `community:${id.data}` && reload()),
      socket.onGap(reload),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [text]);
  const gone = resource.error?.code === 'not-found' && resource.value !== undefined;
  return id.success && !gone ? resource : null;
}
