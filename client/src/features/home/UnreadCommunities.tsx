import type { CommunityView } from '@jembatan/shared/communities.contract';
import { useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Pill } from '../../ui/States.tsx';

function Row({ community }: { community: CommunityView }) {
  const t = useText('home');
  return (
    <li>
      <a class="list-row" href={`/c/${community.id}/${encodeURIComponent(community.slug)}`}>
        <span class="grow">
          <strong class="block">
            <bdi>{community.name}</bdi>
          </strong>
          <span class="soft small">{t('members', { count: community.memberCount })}</span>
        </span>
        {community.unread > 0 ? (
          <Pill look="count">{t('unread', { count: community.unread })}</Pill>
        ) : (
          <span class="soft" title={t('allRead')}>
            <Icon name="check" />
            <span class="visually-hidden">{t('allRead')}</span>
          </span>
        )}
      </a>
    </li>
  );
}

/** My communities, those with something new first. */
export function UnreadCommunities({ communities }: { communities: readonly CommunityView[] }) {
  const t = useText('home');
  const ordered = communities.toSorted((a, b) => Number(b.unread > 0) - Number(a.unread > 0));
  const quiet = communities.every((community) => community.unread === 0);
  return (
    <section class="stack-tight" aria-labelledby="unread">
      <h2 id="unread">{t('communities')}</h2>
      {quiet && <p class="soft">{t('quiet')}</p>}
      <ul class="list">
        {ordered.map((community) => (
          <Row key={community.id} community={community} />
        ))}
      </ul>
    </section>
  );
}
