import { communityRoutes, type SpaceView } from '@jembatan/shared/communities.contract';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { SpaceMark } from './SpaceMark.tsx';
import { TermPills } from './TermPills.tsx';

function SpaceLink({ space }: { space: SpaceView }) {
  return (
    <a class="space-link" href={`/spaces/${space.id}/${encodeURIComponent(space.slug)}`}>
      <SpaceMark colour={space.colour} icon={space.icon} small />
      <bdi>{space.name}</bdi>
    </a>
  );
}

/** Where the forum stands, and what stands in it. */
function Around({ space }: { space: SpaceView }) {
  const t = useText('spaces');
  const { api } = useApp();
  const list = useResource(`spaces ${space.communityId}`, (signal) =>
    api(communityRoutes.listSpaces, { params: { id: space.communityId } }, { signal }),
  );
  const all = list.value?.items ?? [];
  const outer = all.find(({ id }) => id === space.parentId);
  const inner = all.filter(({ parentId }) => parentId === space.id);
  if (!outer && inner.length === 0) return null;
  return (
    <nav class="terms" aria-label={t(outer ? 'around.outer' : 'around.inner')}>
      <span class="small soft">{t(outer ? 'around.outer' : 'around.inner')}</span>
      {(outer ? [outer] : inner).map((one) => (
        <SpaceLink key={one.id} space={one} />
      ))}
    </nav>
  );
}

/** Where groups are apart: which are the reader's. */
function OwnGroups({ space }: { space: SpaceView }) {
  const t = useText('spaces');
  if (!space.separateGroups || space.can.moderate) return null;
  const groups = space.groups?.map(({ name }) => name) ?? [];
  return (
    <p class="small soft">
      {groups.length > 0
        ? t('marks.yourGroups', { groups: groups.join(', ') })
        : t('marks.noGroup')}
    </p>
  );
}

/** In the head of a forum: its look, what holds in it, and, for staff, the way to change that. */
export function SpaceTerms({ space }: { space: SpaceView }) {
  const t = useText('spaces');
  return (
    <div class="stack-tight">
      <div class="terms">
        <SpaceMark colour={space.colour} icon={space.icon} small />
        <TermPills terms={space} />
        {space.can.manage && (
          <ButtonLink look="quiet" icon="settings" href={`/spaces/${space.id}/settings`}>
            {t('tabs.settings')}
          </ButtonLink>
        )}
      </div>
      <OwnGroups space={space} />
      <Around space={space} />
    </div>
  );
}
