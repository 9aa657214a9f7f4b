import type { TagReading } from '@jembatan/shared/reading';
import { ThreadRows } from '../features/threads/ThreadRows.tsx';
import { Page } from '../frame/Page.tsx';
import { useText } from '../i18n/use-text.ts';
import { addressOf } from './addresses.ts';
import { Trail } from './Trail.tsx';

/** The topics of a tag as a visitor reads them, without any script. */
export function ReadTag({ reading }: { reading: TagReading }) {
  const t = useText('tags');
  const more = useText('threads')('space.more');
  const { tag, community, threads, nextCursor } = reading;
  return (
    <Page
      title={t('one', { name: tag.name })}
      heading={<bdi>#{tag.name}</bdi>}
      lead={
        <>
          <Trail community={community} />
          {tag.description && (
            <p class="soft" dir="auto">
              {tag.description}
            </p>
          )}
        </>
      }
    >
      <div class="stack">
        {threads.length === 0 ? <p class="soft">{t('empty')}</p> : <ThreadRows threads={threads} />}
        {nextCursor && (
          <a rel="next" href={`${addressOf(reading)}?after=${encodeURIComponent(nextCursor)}`}>
            {more}
          </a>
        )}
      </div>
    </Page>
  );
}
