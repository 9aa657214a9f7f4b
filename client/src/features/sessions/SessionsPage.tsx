import './sessions.css';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { SessionView } from '@jembatan/shared/sessions.contract';
import { cityOf, dayKey } from '@jembatan/shared/zoned';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { SessionRow } from './SessionRow.tsx';
import { daysOf, type SessionDay, standingOf } from './sessions.store.ts';
import { useOwnZone } from './use-own-zone.ts';
import { useSessions } from './use-sessions.ts';

const dayMs = 86_400_000;

function useDayName(): (day: SessionDay) => string {
  const t = useText('sessions');
  const ownZone = useOwnZone();
  const format = useFormat();
  const today = dayKey(new Date().toISOString(), ownZone);
  const tomorrow = dayKey(new Date(Date.now() + dayMs).toISOString(), ownZone);
  return ({ key, sessions }) => {
    if (key === today) return t('today');
    if (key === tomorrow) return t('tomorrow');
    return format.day(sessions[0]?.startsAt ?? `${key}T12:00:00Z`);
  };
}

interface ListProps {
  readonly sessions: readonly SessionView[];
  readonly showCommunity: boolean;
}

function Rows({ sessions, showCommunity }: ListProps) {
  return (
    <ul class="list">
      {sessions.map((session) => (
        <SessionRow key={session.id} session={session} showCommunity={showCommunity} />
      ))}
    </ul>
  );
}

function Calendar({ sessions, showCommunity }: ListProps) {
  const t = useText('sessions');
  const ownZone = useOwnZone();
  const nameOf = useDayName();
  const days = daysOf(sessions, ownZone);
  const standing = standingOf(sessions);
  if (days.length + standing.length === 0) return <EmptyState sentence={t('empty')} />;
  return (
    <div class="stack-wide">
      {days.map((day) => (
        <section key={day.key} class="stack-tight">
          <h2 class="session-day">{nameOf(day)}</h2>
          <Rows sessions={day.sessions} showCommunity={showCommunity} />
        </section>
      ))}
      {standing.length > 0 && (
        <section class="stack-tight">
          <h2 class="session-day">{t('alwaysOpen')}</h2>
          <Rows sessions={standing} showCommunity={showCommunity} />
        </section>
      )}
    </div>
  );
}

/** The community whose calendar this is; nothing on the page of all. */
function usePlace(id: string | undefined) {
  const { api } = useApp();
  const load = (signal: AbortSignal) =>
    api(communityRoutes.getCommunity, { params: { id: id ?? '' } }, { signal });
  return useResource(id ? `calendar of ${id}` : null, load).value;
}

/** What is live and what comes, by day, in the reader's zone. */
export function SessionsPage({ query }: PageProps) {
  const t = useText('sessions');
  const ownZone = useOwnZone();
  const communityId = query.community;
  const sessions = useSessions(communityId);
  const place = usePlace(communityId);
  const isMember = useApp().session.session.value.kind === 'member';
  const canPlan = isMember && (!communityId || place?.can.createSession === true);
  const planHref = communityId ? `/sessions/new?community=${communityId}` : '/sessions/new';
  const lead = (
    <>
      {place && (
        <a href={`/c/${place.id}/${place.slug}`}>
          <bdi>{place.name}</bdi>
        </a>
      )}
      <div class="row-between">
        <p class="soft small">{t('inZone', { zone: cityOf(ownZone) })}</p>
        {canPlan && (
          <ButtonLink look="primary" icon="plus" href={planHref}>
            {t('plan')}
          </ButtonLink>
        )}
      </div>
    </>
  );
  return (
    <Page title={t('title')} lead={lead}>
      <Loaded resource={sessions}>
        {(list) => <Calendar sessions={list} showCommunity={communityId === undefined} />}
      </Loaded>
    </Page>
  );
}
