import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';

/** The way back: community and space of the thread. */
export function ThreadTrail({ view }: { view: ThreadView }) {
  const t = useText('threads');
  const { api } = useApp();
  const space = useResource(`space ${view.spaceId}`, (signal) =>
    api(communityRoutes.getSpace, { params: { id: view.spaceId } }, { signal }),
  );
  const community = useResource(`community ${view.communityId}`, (signal) =>
    api(communityRoutes.getCommunity, { params: { id: view.communityId } }, { signal }),
  );
  return (
    <nav class="trail small" aria-label={t('trail')}>
      {community.value && (
        <a href={`/c/${view.communityId}/${community.value.slug}`}>
          <bdi>{community.value.name}</bdi>
        </a>
      )}
      {/* Beside its community from the start: it would be pushed aside. */}
      {space.value && (community.value || community.error) && (
        <a href={`/spaces/${view.spaceId}/${space.value.slug}`}>
          <bdi>{space.value.name}</bdi>
        </a>
      )}
    </nav>
  );
}
