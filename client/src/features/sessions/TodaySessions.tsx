import './sessions.css';
import { useText } from '../../i18n/use-text.ts';
import { SessionRow } from './SessionRow.tsx';
import { daysOf } from './sessions.store.ts';
import { useOwnZone } from './use-own-zone.ts';
import { useSessions } from './use-sessions.ts';
import { dayKey } from './zoned.ts';

/** The reader's sessions of today, and whatever is live. Nothing on a day without. */
export function TodaySessions() {
  const t = useText('sessions');
  const ownZone = useOwnZone();
  const { value = [] } = useSessions();
  const today = dayKey(new Date().toISOString(), ownZone);
  const live = value.filter((session) => session.state === 'live');
  const planned = daysOf(value, ownZone).find((day) => day.key === today)?.sessions ?? [];
  const shown = [...live, ...planned.filter((session) => session.state !== 'live')];
  if (shown.length === 0) return null;
  return (
    <section class="stack-tight">
      <h2>{t('todayTitle')}</h2>
      <ul class="list">
        {shown.map((session) => (
          <SessionRow key={session.id} session={session} showCommunity />
        ))}
      </ul>
    </section>
  );
}
