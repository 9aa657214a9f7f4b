import { communityRoutes } from '@jembatan/shared/communities.contract';
import { type ThreadId, threadId } from '@jembatan/shared/ids';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { deviceZone } from '@jembatan/shared/zoned';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { ErrorNote } from '../../ui/States.tsx';
import { fitting, mostPosts, type Range, useGathered } from './gathering.ts';
import { PaperTime } from './PaperTime.tsx';
import { PrintDesk } from './PrintDesk.tsx';
import { PrintedSheet } from './PrintedSheet.tsx';
import './printing.css';

/** Where it was written, and when it was printed: paper has no address bar. */
function Imprint({ thread, range }: { thread: ThreadView; range: Range }) {
  const t = useText('printing');
  const { api } = useApp();
  const { zone } = useI18n();
  const [now] = useState(() => new Date().toISOString());
  const params = { id: thread.spaceId };
  const space = useResource(`space ${params.id}`, (signal) =>
    api(communityRoutes.getSpace, { params }, { signal }),
  );
  const place = useResource(`community ${thread.communityId}`, (signal) =>
    api(communityRoutes.getCommunity, { params: { id: thread.communityId } }, { signal }),
  );
  const isPart = range.from > 1 || range.to < thread.lastNumber;
  return (
    <div class="stack-tight small soft">
      <p>
        <bdi>{place.value?.name}</bdi>
        {place.value && space.value && ' · '}
        <bdi>{space.value?.name}</bdi>
      </p>
      <p>
        {t('printed')} <PaperTime at={now} /> · {t('zone', { zone: zone.value || deviceZone() })}
      </p>
      {isPart && <p>{t('part', { ...range, total: thread.lastNumber })}</p>}
    </div>
  );
}

/** A thread that is there, with as many of its posts as one page holds. */
function Printed({ thread }: { thread: ThreadView }) {
  const t = useText('printing');
  const { announcer } = useApp();
  // Of a thread that wants an answer first there is only the beginning.
  const isClosed = thread.terms?.answerFirst === true;
  const last = isClosed ? 1 : thread.lastNumber;
  const [range, setRange] = useState(() => fitting({ from: 1, to: mostPosts }, last));
  const gathered = useGathered(thread.id, range);
  const { sheets, count, isWhole } = gathered;
  const paper = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWhole) announcer.announce(t('ready', { count }));
  }, [isWhole]);
  return (
    <Page title={thread.title} lead={<Imprint thread={thread} range={range} />}>
      <div class="stack print-page">
        <PrintDesk
          {...{ thread, gathered, paper }}
          onRange={(next) => setRange(fitting(next, last))}
        />
        {!isWhole && <p class="print-unfinished">{t('unfinished')}</p>}
        <div ref={paper} class="print-posts">
          {sheets.map((sheet) => (
            <PrintedSheet
              key={sheet.posts[0]?.id}
              sheet={sheet}
              acceptedNumber={thread.acceptedNumber}
            />
          ))}
        </div>
        {isClosed && <Slot name="kinds" props={{ show: 'answerFirst', thread }} />}
        <ErrorNote error={gathered.error} onRetry={gathered.goOn} />
      </div>
    </Page>
  );
}

function Print({ id }: { id: ThreadId }) {
  const { api } = useApp();
  const thread = useResource(`print ${id}`, (signal) =>
    api(threadRoutes.getThread, { params: { id } }, { signal }),
  );
  return (
    <Loaded page resource={thread}>
      {(view) => <Printed thread={view} />}
    </Loaded>
  );
}

/** `/print/:id`: a thread from its first post to its last, as whoever opens it may read it. */
export function PrintPage({ params }: PageProps) {
  const id = threadId.safeParse(params.id);
  return id.success ? <Print key={id.data} id={id.data} /> : <NotFound />;
}
