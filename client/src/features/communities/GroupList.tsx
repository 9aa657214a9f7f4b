import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { MoreButton } from '../../frame/MoreButton.tsx';
import { usePages } from '../../frame/use-pages.ts';
import { useText } from '../../i18n/use-text.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { CommunityCard } from './CommunityCard.tsx';

/** Study groups of a community: to open, to join on their own page, to make. */
export function GroupList({ community }: { community: CommunityView }) {
  const t = useText('communities');
  const { api } = useApp();
  const { id } = community;
  const paged = usePages(`groups ${id}`, (cursor, signal) =>
    api(communityRoutes.listGroups, { params: { id }, query: { cursor } }, { signal }),
  );
  const make = community.can.createGroup && (
    <ButtonLink look="quiet" icon="plus" href={`/communities/${id}/groups/new`}>
      {t('groups.new')}
    </ButtonLink>
  );
  return (
    <section class="stack" aria-labelledby="groups">
      <div class="row-between">
        <h2 id="groups">{t('groups.title')}</h2>
        {make}
      </div>
      <Loaded resource={paged.resource}>
        {({ items }) => (
          <div class="stack">
            {items.length === 0 && <EmptyState sentence={t('groups.empty')} />}
            <div class="community-cards">
              {items.map((group) => (
                <CommunityCard key={group.id} community={group} />
              ))}
            </div>
            <MoreButton paged={paged} />
          </div>
        )}
      </Loaded>
    </section>
  );
}
