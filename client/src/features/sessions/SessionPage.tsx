import './sessions.css';
import type { SessionView } from '@jembatan/shared/sessions.contract';
import { cityOf } from '@jembatan/shared/zoned';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { Avatar, NameLink } from '../../ui/Person.tsx';
import { RelativeTime, TimeText } from '../../ui/Time.tsx';
import { Attendance } from './Attendance.tsx';
import { OtherZones } from './OtherZones.tsx';
import { SessionActions } from './SessionActions.tsx';
import { StatePill } from './SessionRow.tsx';
import { useOwnZone } from './use-own-zone.ts';
import { useSession } from './use-sessions.ts';

function When({ session }: { session: SessionView }) {
  const t = useText('sessions');
  const ownZone = useOwnZone();
  const format = useFormat();
  const { startsAt, endsAt, timeZone, kind, state } = session;
  if (kind === 'standing') return <p>{t('standingLong')}</p>;
  return (
    <div class="session-when">
      <p>
        <TimeText at={startsAt} />
        {endsAt && (
          <>
            {' – '}
            <time dateTime={endsAt}>{format.time(endsAt)}</time>
          </>
        )}
      </p>
      <p class="soft">
        {t('inZone', { zone: cityOf(ownZone) })}
        {state === 'planned' && (
          <>
            {' · '}
            <RelativeTime at={startsAt} />
          </>
        )}
        {session.rrule && ` · ${t('weekly')}`}
      </p>
      <OtherZones communityId={session.communityId} at={startsAt} known={[timeZone]} />
    </div>
  );
}

function Lead({ session }: { session: SessionView }) {
  const t = useText('sessions');
  return (
    <div class="row">
      <StatePill session={session} />
      <a href={`/c/${session.communityId}`}>
        <bdi>{session.communityName}</bdi>
      </a>
      {session.inRoom > 0 && <span class="soft">{t('inRoom', { count: session.inRoom })}</span>}
    </div>
  );
}

function Body({ session }: { session: SessionView }) {
  const t = useText('sessions');
  const hasChat = session.state === 'ended' || session.state === 'live';
  return (
    <div class="stack-wide">
      <When session={session} />
      <SessionActions session={session} />
      <div class="row">
        <Avatar person={session.host} />
        <p>
          <span class="soft small">{t('host')}</span>
          <br />
          <NameLink person={session.host} />
        </p>
      </div>
      {session.agenda && (
        <section class="stack-tight">
          <h2>{t('agenda')}</h2>
          <p class="session-agenda" dir="auto">
            {session.agenda}
          </p>
        </section>
      )}
      {session.can?.attendance && session.state !== 'planned' && (
        <Attendance sessionId={session.id} />
      )}
      {hasChat && (
        <section class="stack-tight">
          <h2>{t('chat')}</h2>
          <Slot name="thread-panel" props={{ threadId: session.threadId }} />
        </section>
      )}
    </div>
  );
}

/** Before: when, who, what for. During: the way in. Afterwards: the record. */
export function SessionPage({ params }: PageProps) {
  const session = useSession(params.id ?? '');
  return (
    <Loaded page resource={session}>
      {(view) => (
        <Page
          title={view.title}
          lead={<Lead session={view} />}
          context={<Slot name="people-here" props={{ topic: `session:${view.id}` }} />}
        >
          <Body session={view} />
        </Page>
      )}
    </Loaded>
  );
}
