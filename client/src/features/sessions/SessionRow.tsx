import type { SessionView } from '@jembatan/shared/sessions.contract';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Name } from '../../ui/Person.tsx';
import { Pill } from '../../ui/States.tsx';
import { isOpen } from './sessions.store.ts';

/** `19:00 – 20:00` in the reader's zone; nothing for a session without end. */
export function SessionHours({ session }: { session: SessionView }) {
  const format = useFormat();
  const { startsAt, endsAt, kind } = session;
  if (kind === 'standing') return null;
  return (
    <span class="session-hours">
      <time dateTime={startsAt}>{format.time(startsAt)}</time>
      {endsAt && (
        <>
          {' – '}
          <time dateTime={endsAt}>{format.time(endsAt)}</time>
        </>
      )}
    </span>
  );
}

export function StatePill({ session }: { session: SessionView }) {
  const t = useText('sessions');
  if (session.state === 'live') return <Pill look="live">{t('live')}</Pill>;
  if (session.state === 'cancelled') return <Pill look="harm">{t('cancelled')}</Pill>;
  return session.state === 'ended' ? <Pill>{t('ended')}</Pill> : null;
}

/** The way in: saffron while people are there. */
export function JoinLink({ session, wide }: { session: SessionView; wide?: boolean }) {
  const t = useText('sessions');
  if (!isOpen(session)) return null;
  const isLive = session.state === 'live';
  return (
    <ButtonLink
      look={isLive ? 'live' : 'primary'}
      icon="live"
      wide={wide}
      href={`/sessions/${session.id}/room`}
    >
      {t('join')}
    </ButtonLink>
  );
}

interface SessionRowProps {
  readonly session: SessionView;
  /** False on a community's own pages, which name it already. */
  readonly showCommunity: boolean;
}

/** One session in a calendar. */
export function SessionRow({ session, showCommunity }: SessionRowProps) {
  const t = useText('sessions');
  const isLive = session.state === 'live';
  return (
    <li class={isLive ? 'session-row session-row-live' : 'session-row'}>
      <a class="session-link" href={`/sessions/${session.id}`}>
        <SessionHours session={session} />
        <span class="grow stack-tight">
          <strong class="session-title" dir="auto">
            {session.title}
          </strong>
          <span class="soft small">
            {showCommunity && (
              <>
                <bdi>{session.communityName}</bdi>
                {' · '}
              </>
            )}
            <Name person={session.host} />
            {session.rrule && ` · ${t('weekly')}`}
            {session.inRoom > 0 && ` · ${t('inRoom', { count: session.inRoom })}`}
          </span>
        </span>
        <StatePill session={session} />
      </a>
      {isLive && <JoinLink session={session} />}
    </li>
  );
}
