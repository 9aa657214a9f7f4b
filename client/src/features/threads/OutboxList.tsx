import { useMemo } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { outboxOf } from './outbox-of.ts';
import { PendingPosts } from './PendingPosts.tsx';
import './threads.css';

/** Everything this person has written that the hub does not have yet, wherever it belongs. */
export function OutboxList() {
  const t = useText('outbox');
  const app = useApp();
  const session = app.session.session.value;
  const personId = 'person' in session ? session.person.id : null;
  const outbox = useMemo(() => outboxOf(app), [personId]);
  if (!outbox || outbox.entries.value.length === 0) return null;
  return (
    <section class="stack-tight" aria-labelledby="outbox">
      <h2 id="outbox">{t('title')}</h2>
      <PendingPosts outbox={outbox} />
    </section>
  );
}
