import type { CommunityView } from '@jembatan/shared/communities.contract';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { Pill } from '../../ui/States.tsx';

/** The address of a community's page. */
export function communityAddress({ id, slug }: Pick<CommunityView, 'id' | 'slug'>): string {
  return `/c/${id}/${encodeURIComponent(slug)}`;
}

/** One community in a list: what it is, who speaks what there, and whether something is new. */
export function CommunityCard({ community }: { community: CommunityView }) {
  const t = useText('communities');
  const format = useFormat();
  const languages = community.languages.map((tag) => format.language(tag));
  return (
    <a class="card community-card" href={communityAddress(community)}>
      <span class="row-between">
        <strong class="grow community-name">
          <bdi>{community.name}</bdi>
        </strong>
        {community.unread > 0 && (
          <Pill look="count">
            <span aria-hidden="true">{community.unread > 99 ? '99+' : community.unread}</span>
            <span class="visually-hidden">{t('unread', { count: community.unread })}</span>
          </Pill>
        )}
      </span>
      {community.description && (
        <span class="soft community-about" dir="auto">
          {community.description}
        </span>
      )}
      <span class="small soft community-facts">
        <span>{t(`kind.${community.kind}`)}</span>
        <span>{t('members', { count: community.memberCount })}</span>
        {languages.length > 0 && <span>{format.list(languages)}</span>}
      </span>
    </a>
  );
}
