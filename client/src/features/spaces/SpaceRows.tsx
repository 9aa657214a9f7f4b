import type { SpaceView } from '@jembatan/shared/communities.contract';
import { useText } from '../../i18n/use-text.ts';
import { Pill } from '../../ui/States.tsx';
import { RelativeTime } from '../../ui/Time.tsx';
import { SpaceMark } from './SpaceMark.tsx';
import { TermPills } from './TermPills.tsx';

function SpaceRow({ space }: { space: SpaceView }) {
  const t = useText('spaces');
  return (
    <a class="list-row" href={`/spaces/${space.id}/${encodeURIComponent(space.slug)}`}>
      <SpaceMark colour={space.colour} icon={space.icon} small={space.parentId !== null} />
      <span class="grow stack-tight">
        <span class={space.unread > 0 ? 'space-name space-unread' : 'space-name'}>
          <bdi lang={space.language ?? undefined}>{space.name}</bdi>
        </span>
        {space.description && (
          <span class="small soft" dir="auto">
            {space.description}
          </span>
        )}
        <span class="small soft community-facts">
          <span>{t('list.threads', { count: space.threadCount })}</span>
          {space.lastActivityAt && <RelativeTime at={space.lastActivityAt} />}
        </span>
        <TermPills terms={space} />
      </span>
      {space.unread > 0 && (
        <Pill look="count">
          <span aria-hidden="true">{space.unread > 99 ? '99+' : space.unread}</span>
          <span class="visually-hidden">{t('list.unread', { count: space.unread })}</span>
        </Pill>
      )}
    </a>
  );
}

/** Forums, and inside each those that stand in it. */
export function SpaceRows({ items }: { items: readonly SpaceView[] }) {
  const top = items.filter(({ parentId }) => parentId === null);
  const inside = (id: string) => items.filter(({ parentId }) => parentId === id);
  return (
    <ul class="list">
      {top.map((space) => (
        <li key={space.id}>
          <SpaceRow space={space} />
          {inside(space.id).length > 0 && (
            <ul class="list space-inner" aria-label={space.name}>
              {inside(space.id).map((inner) => (
                <li key={inner.id}>
                  <SpaceRow space={inner} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
