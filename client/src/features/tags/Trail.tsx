import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { Icon } from '../../ui/Icon.tsx';
import { tagsAddress } from './addresses.ts';

/** The way back to the community, and from one tag to all of them. */
export function Trail({ id, isOne }: { id: CommunityId; isOne?: boolean }) {
  const t = useText('tags');
  const { api } = useApp();
  const community = useResource(`community ${id}`, (signal) =>
    api(communityRoutes.getCommunity, { params: { id } }, { signal }),
  );
  if (!community.value) return null;
  return (
    <nav class="trail small" aria-label={t('trail')}>
      <a class="back-link" href={`/c/${id}/${community.value.slug}`}>
        <Icon name="back" />
        <bdi>{community.value.name}</bdi>
      </a>
      {isOne && <a href={tagsAddress(id)}>{t('all')}</a>}
    </nav>
  );
}
