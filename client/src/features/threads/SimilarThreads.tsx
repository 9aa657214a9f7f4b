import type { SpaceId } from '@jembatan/shared/ids';
import { type SimilarThread, similarRoutes } from '@jembatan/shared/similar.contract';
import { useEffect, useId, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/Button.tsx';
import { RelativeTime } from '../../ui/Time.tsx';
import './similar.css';

interface SimilarThreadsProps {
  readonly spaceId: SpaceId;
  /** As it is being typed. */
  readonly title: string;
}

/** Asked once nobody has typed for so long. */
const patienceMs = 450;
/** A letter or two say nothing, but in scripts where a sign is a word. */
const says = /[\p{L}\p{N}]{4}|[\p{Script=Han}\p{Script=Hangul}]{2}/u;

/** What is like the title; an answer to an older title never takes the place of a newer one. */
function useSimilar({ spaceId, title }: SimilarThreadsProps): readonly SimilarThread[] {
  const { api } = useApp();
  const [found, setFound] = useState<readonly SimilarThread[]>([]);
  const asked = title.trim().replace(/\s+/g, ' ');
  useEffect(() => {
    if (!says.test(asked)) {
      setFound([]);
      return undefined;
    }
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      const question = { params: { id: spaceId }, query: { title: asked } };
      api(similarRoutes.listSimilar, question, { signal: aborter.signal }).then(
        ({ items }) => !aborter.signal.aborted && setFound(items),
        // It is only an offer: who is offline, or asks too often, writes on without it.
        () => undefined,
      );
    }, patienceMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [asked, spaceId]);
  return found;
}

function Row({ thread }: { thread: SimilarThread }) {
  const t = useText('similar');
  const posts = useText('threads');
  return (
    <li>
      <a href={`/t/${thread.id}/${thread.slug}`} dir="auto">
        {thread.title}
      </a>
      <p class="small soft">
        {thread.answered && <>{t('answered')} · </>}
        {posts('posts.count', { count: thread.postCount })} ·{' '}
        <RelativeTime at={thread.lastActivityAt} />
      </p>
    </li>
  );
}

/** Threads that may be what one is about to start, while one types the title; until sent away. */
export function SimilarThreads(props: SimilarThreadsProps) {
  const t = useText('similar');
  const id = useId();
  const [isAway, sendAway] = useState(false);
  const found = useSimilar(isAway ? { ...props, title: '' } : props);
  return (
    <>
      <p class="visually-hidden" role="status">
        {found.length > 0 && t('spoken', { count: found.length })}
      </p>
      {found.length > 0 && (
        <section class="similar" aria-labelledby={id}>
          <div class="row-between">
            <h2 id={id} class="similar-title">
              {t('title')}
            </h2>
            <IconButton icon="close" label={t('dismiss')} onClick={() => sendAway(true)} />
          </div>
          <ul>
            {found.map((thread) => (
              <Row key={thread.id} thread={thread} />
            ))}
          </ul>
          <p class="small soft">{t('safe')}</p>
        </section>
      )}
    </>
  );
}
