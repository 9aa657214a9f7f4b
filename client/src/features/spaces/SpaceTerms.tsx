import type { SpaceView } from '@jembatan/shared/communities.contract';
import { useText } from '../../i18n/use-text.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { SpaceMark } from './SpaceMark.tsx';
import { TermPills } from './TermPills.tsx';

/** In the head of a forum: its look, what holds in it, and, for staff, the way to change that. */
export function SpaceTerms({ space }: { space: SpaceView }) {
  const t = useText('spaces');
  const groups = space.groups?.map(({ name }) => name) ?? [];
  const own = space.separateGroups && !space.can.moderate;
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
      {own && (
        <p class="small soft">
          {groups.length > 0
            ? t('marks.yourGroups', { groups: groups.join(', ') })
            : t('marks.noGroup')}
        </p>
      )}
    </div>
  );
}
