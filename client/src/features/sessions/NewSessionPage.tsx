import './sessions.css';
import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { SessionForm } from './SessionForm.tsx';
import { emptyPlan, type SessionPlan, toNewSession } from './session-plan.ts';
import { useOwnZone } from './use-own-zone.ts';

interface PlannerProps {
  readonly communities: readonly CommunityView[];
  readonly first: string;
}

function Planner({ communities, first }: PlannerProps) {
  const t = useText('sessions');
  const ownZone = useOwnZone();
  const { api } = useApp();
  const { route } = useLocation();
  const create = useAction(async (key, plan: SessionPlan) => {
    const made = await api(sessionRoutes.createSession, { body: toNewSession(plan) }, { key });
    route(plan.kind === 'now' ? `/sessions/${made.id}/room` : `/sessions/${made.id}`);
  });
  return (
    <SessionForm
      key={ownZone}
      isNew
      start={emptyPlan(first, ownZone)}
      onSubmit={(plan) => void create.run(plan)}
      footer={
        <div class="stack-tight">
          <ErrorNote error={create.error} />
          <Button type="submit" look="primary" busy={create.busy}>
            {t('form.create')}
          </Button>
        </div>
      }
    >
      {(plan, change) =>
        communities.length > 1 && (
          <SelectField
            label={t('form.community')}
            value={plan.communityId}
            onChange={(event) => change({ communityId: event.currentTarget.value })}
          >
            {communities.map((community) => (
              <option key={community.id} value={community.id}>
                {community.name}
              </option>
            ))}
          </SelectField>
        )
      }
    </SessionForm>
  );
}

/** Plans a session, opens one now, or makes one that is always there. */
export function NewSessionPage({ query }: PageProps) {
  const t = useText('sessions');
  const { api } = useApp();
  const wanted = query.community;
  const communities = useResource(`plan for ${wanted ?? 'any'}`, async (signal) => {
    if (wanted)
      return [await api(communityRoutes.getCommunity, { params: { id: wanted } }, { signal })];
    return (
      await api(
        communityRoutes.listCommunities,
        { query: { which: 'mine', limit: '100' } },
        { signal },
      )
    ).items;
  });
  return (
    <Page title={t('plan')}>
      <Loaded resource={communities}>
        {(all) => {
          const possible = all.filter((community) => community.can.createSession);
          const [first] = possible;
          if (!first) return <EmptyState sentence={t('form.nowhere')} />;
          return <Planner communities={possible} first={first.id} />;
        }}
      </Loaded>
    </Page>
  );
}
