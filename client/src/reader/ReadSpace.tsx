import type { SpaceReading } from '@jembatan/shared/reading';
import { ThreadRow } from '../features/threads/ThreadRow.tsx';
import { Page } from '../frame/Page.tsx';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/States.tsx';
import { spacePath } from './addresses.ts';
import { Trail } from './Trail.tsx';

/** A forum as a visitor reads it, without any script. */
export function ReadSpace({ reading }: { reading: SpaceReading }) {
  const t = useText('threads');
  const { space, community, threads, nextCursor, tag } = reading;
  const narrowed = tag === null ? '' : `tag=${encodeURIComponent(tag)}&`;
  return (
    <Page
      title={space.name}
      lead={
        <>
          <div class="row-between">
            <Trail community={community} />
          </div>
          {space.description && (
            <p class="soft" dir="auto">
              {space.description}
            </p>
          )}
          <div class="space-terms" />
        </>
      }
      context={<div />}
    >
      <div class="stack">
        {threads.length === 0 && <EmptyState sentence={t('space.emptyReader')} />}
        <ul class="list">
          {threads.map((thread) => (
            <li key={thread.id}>
              <ThreadRow thread={thread} />
            </li>
          ))}
        </ul>
        {nextCursor && (
          <a
            rel="next"
            href={`${spacePath(space)}?${narrowed}after=${encodeURIComponent(nextCursor)}`}
          >
            {t('space.more')}
          </a>
        )}
      </div>
    </Page>
  );
}
