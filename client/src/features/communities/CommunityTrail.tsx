import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { Icon } from '../../ui/Icon.tsx';
import { communityAddress } from './CommunityCard.tsx';

/** The way back to a community by its name. */
export function CommunityTrail({ id }: { id: CommunityId }) {
  const t = useText('communities');
  const { api } = useApp();
  const community = useResource(`community ${id}`, (signal) =>
    api(communityRoutes.getCommunity, { params: { id } }, { signal }),
  );
  if (!community.value) return null;
  return (
    <nav class="trail small" aria-label={t('trail')}>
      <a class="back-link" href={communityAddress(community.value)}>
        <Icon name="back" />
        <bdi>{community.value.name}</bdi>
      </a>
    </nav>
  );
}
