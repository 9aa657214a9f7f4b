import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useGapReload } from '../../state/use-gap-reload.ts';
import { useResource } from '../../state/use-resource.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Pill } from '../../ui/States.tsx';
import { TimeText } from '../../ui/Time.tsx';

/** From an hour ago, so that what is running is there, to the end of the reader's day. */
function today(): { from: string; to: string } {
  const from = new Date(Date.now() - 3_600_000);
  const to = new Date();
  to.setHours(24, 0, 0, 0);
  return { from: from.toISOString(), to: to.toISOString() };
}

function Row({ session }: { session: SessionView }) {
  const t = useText('home');
  const live = session.state === 'live';
  return (
    <li class="list-row">
      <span class="grow">
        <a class="strong block" href={`/sessions/${session.id}`}>
          <bdi>{session.title}</bdi>
        </a>
        <span class="soft small">
          <TimeText at={session.startsAt} show="time" /> · <bdi>{session.communityName}</bdi>
        </span>
      </span>
      {live && <Pill look="live">{t('live')}</Pill>}
      {live && session.can?.join && (
        <ButtonLink look="live" href={`/sessions/${session.id}/room`}>
          {t('join')}
        </ButtonLink>
      )}
    </li>
  );
}

/** Sessions of today, in the reader's own time. */
export function TodaySessions() {
  const t = useText('home');
  const { api, socket } = useApp();
  const sessions = useResource('sessions today', (signal) =>
    api(sessionRoutes.listSessions, { query: today() }, { signal }),
  );
  useGapReload(sessions);
  useEffect(() => socket.on('session:changed', sessions.reload), [socket, sessions.reload]);
  return (
    <section class="stack-tight" aria-labelledby="today">
      <h2 id="today">{t('today')}</h2>
      <Loaded resource={sessions}>
        {({ items }) => {
          const open = items.filter(
            (session) => session.state === 'live' || session.state === 'planned',
          );
          if (open.length === 0) return <p class="soft">{t('noSessions')}</p>;
          return (
            <ul class="list">
              {open.map((session) => (
                <Row key={session.id} session={session} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}
