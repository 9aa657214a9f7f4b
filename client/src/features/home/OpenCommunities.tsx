import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState, Pill } from '../../ui/States.tsx';

function OpenCommunity({ community }: { community: CommunityView }) {
  const t = useText('landing');
  const format = useFormat();
  return (
    <li>
      <a class="card" href={`/c/${community.id}/${encodeURIComponent(community.slug)}`}>
        <h3>
          <bdi>{community.name}</bdi>
        </h3>
        {community.description && (
          <p class="soft clamp" dir="auto">
            {community.description}
          </p>
        )}
        <p class="row small">
          <span class="soft">{t('members', { count: community.memberCount })}</span>
          {community.languages.slice(0, 4).map((tag) => (
            <Pill key={tag}>{format.language(tag)}</Pill>
          ))}
        </p>
      </a>
    </li>
  );
}

/** Communities on cards, and the way to the others. */
export function OpenList({ items, more }: { items: readonly CommunityView[]; more: boolean }) {
  const t = useText('landing');
  if (items.length === 0) {
    return (
      <EmptyState sentence={t('open.empty')}>
        <ButtonLink href="/sign-up">{t('open.start')}</ButtonLink>
      </EmptyState>
    );
  }
  return (
    <>
      <ul class="cards">
        {items.map((community) => (
          <OpenCommunity key={community.id} community={community} />
        ))}
      </ul>
      {more && (
        <div>
          <ButtonLink href="/communities">{t('open.all')}</ButtonLink>
        </div>
      )}
    </>
  );
}

/** Communities that everybody may read. */
export function OpenCommunities() {
  const { api } = useApp();
  const open = useResource('communities public', (signal) =>
    api(communityRoutes.listCommunities, { query: { which: 'public', limit: '12' } }, { signal }),
  );
  return (
    <Loaded resource={open}>
      {({ items, nextCursor }) => <OpenList items={items} more={nextCursor !== null} />}
    </Loaded>
  );
}
