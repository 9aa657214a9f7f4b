import type { CommunityView } from '@jembatan/shared/communities.contract';
import type { ComponentChildren } from 'preact';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/States.tsx';
import { CommunityCard } from './CommunityCard.tsx';

interface CardsProps {
  readonly items: readonly CommunityView[];
  readonly which: 'mine' | 'public';
  /** What to do where there are none. */
  readonly start?: ComponentChildren;
  /** How the list goes on. */
  readonly children?: ComponentChildren;
}

/** A list of communities, as the app shows it and the server draws it. */
export function Cards({ items, which, start, children }: CardsProps) {
  const t = useText('communities');
  return (
    <div class="stack">
      {items.length === 0 && (
        <EmptyState sentence={t(which === 'mine' ? 'list.emptyMine' : 'list.emptyPublic')}>
          {start}
        </EmptyState>
      )}
      <div class="community-cards">
        {items.map((community) => (
          <CommunityCard key={community.id} community={community} />
        ))}
      </div>
      {children}
    </div>
  );
}
