import type { CommunityView, SpaceView } from '@jembatan/shared/communities.contract';
import { communityAddress } from '../features/communities/CommunityCard.tsx';
import { useText } from '../i18n/use-text.ts';
import { spacePath } from './addresses.ts';

interface TrailProps {
  readonly community: CommunityView;
  readonly space?: SpaceView;
}

/** The way back: community and forum. */
export function Trail({ community, space }: TrailProps) {
  const t = useText('threads');
  return (
    <nav class="trail small" aria-label={t('trail')}>
      <a href={communityAddress(community)}>
        <bdi>{community.name}</bdi>
      </a>
      {space && (
        <a href={spacePath(space)}>
          <bdi>{space.name}</bdi>
        </a>
      )}
    </nav>
  );
}
