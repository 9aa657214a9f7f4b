import { threadId } from '@jembatan/shared/ids';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { NotFound } from '../../frame/NotFound.tsx';
import { ErrorNote, Skeleton } from '../../ui/States.tsx';
import { OpenThread } from './OpenThread.tsx';
import { useThread } from './use-thread.ts';
import './threads.css';

function Thread({ id }: { id: ReturnType<typeof threadId.parse> }) {
  const thread = useThread(id);
  const state = thread.state.value;
  const error = thread.error.value;
  const visitor = useApp().session.session.value.kind === 'visitor';
  if (thread.lost.value || error?.code === 'not-found' || (visitor && error?.code === 'signed-out'))
    return <NotFound />;
  if (state) return <OpenThread thread={thread} state={state} />;
  return (
    <div class="content">
      {error ? (
        <ErrorNote error={error} onRetry={() => void thread.open('unread')} />
      ) : (
        <Skeleton lines={9} />
      )}
    </div>
  );
}

/** `/t/:id/:slug?`, opened at the first unread post or at `#p<number>`. */
export function ThreadPage({ params }: PageProps) {
  const id = threadId.safeParse(params.id);
  return id.success ? <Thread key={id.data} id={id.data} /> : <NotFound />;
}
