import './sessions.css';
import type { SessionView } from '@jembatan/shared/sessions.contract';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { TimeText } from '../../ui/Time.tsx';
import { OtherZones } from './OtherZones.tsx';
import { JoinLink } from './SessionRow.tsx';
import { nowAndNext } from './sessions.store.ts';
import { useSessions } from './use-sessions.ts';

const minuteMs = 60_000;

function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function LiveNow({ session }: { session: SessionView }) {
  const t = useText('sessions');
  return (
    <div class="now-live">
      <p class="grow">
        <strong class="now-word">{t('live')}</strong>{' '}
        <a class="now-title" href={`/sessions/${session.id}`} dir="auto">
          {session.title}
        </a>{' '}
        {session.inRoom > 0 && <span class="small">{t('inRoom', { count: session.inRoom })}</span>}
      </p>
      <JoinLink session={session} />
    </div>
  );
}

function ComesNext({ session }: { session: SessionView }) {
  const t = useText('sessions');
  return (
    <div class="now-next">
      <p>
        <span class="soft">{t('next')}</span>{' '}
        <a href={`/sessions/${session.id}`} dir="auto">
          {session.title}
        </a>{' '}
        <span class="now-time">
          <TimeText at={session.startsAt} />
        </span>
      </p>
      <OtherZones
        communityId={session.communityId}
        at={session.startsAt}
        known={[session.timeZone]}
      />
    </div>
  );
}

/** What is live in a community, and what comes next. Empty when there is neither. */
export function NowStrip({ communityId }: { communityId: string }) {
  const t = useText('sessions');
  const now = useMinute();
  const { value = [] } = useSessions(communityId);
  const { live, next } = nowAndNext(value, now);
  if (live.length === 0 && !next) return null;
  return (
    <section class="now-strip" aria-label={t('nowStrip')}>
      {live.map((session) => (
        <LiveNow key={session.id} session={session} />
      ))}
      {next && <ComesNext session={next} />}
    </section>
  );
}
