import { communityRoutes, type SpaceView } from '@jembatan/shared/communities.contract';
import { spaceId } from '@jembatan/shared/ids';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { type Resource, useResource } from '../../state/use-resource.ts';

/** The forum an address names; null where it names none. */
export function useSpace(text: string | undefined): Resource<SpaceView> | null {
  const { api, socket } = useApp();
  const id = spaceId.safeParse(text);
  const resource = useResource(id.success ? `space ${id.data}` : null, (signal) =>
    api(communityRoutes.getSpace, { params: { id: spaceId.parse(text) } }, { signal }),
  );
  useEffect(() => socket.onGap(resource.reload), [text]);
  return id.success ? resource : null;
}
