import './sessions.css';
import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { ScopeChoice } from './ScopeChoice.tsx';
import { SessionForm } from './SessionForm.tsx';
import { planOf, type SessionPlan, toSessionChange } from './session-plan.ts';
import { useSession } from './use-sessions.ts';

function Editor({ session }: { session: SessionView }) {
  const common = useText('common');
  const { api } = useApp();
  const { route } = useLocation();
  const [scope, setScope] = useState<'this' | 'following'>('this');
  const save = useAction(async (key, plan: SessionPlan) => {
    const call = { params: { id: session.id }, query: { scope }, body: toSessionChange(plan) };
    await api(sessionRoutes.changeSession, call, { key });
    route(`/sessions/${session.id}`);
  });
  return (
    <SessionForm
      isNew={false}
      start={planOf(session)}
      onSubmit={(plan) => void save.run(plan)}
      footer={
        <div class="stack">
          {session.seriesId && <ScopeChoice value={scope} onChange={setScope} />}
          <ErrorNote error={save.error} />
          <div class="row">
            <Button type="submit" look="primary" busy={save.busy}>
              {common('save')}
            </Button>
            <ButtonLink look="quiet" href={`/sessions/${session.id}`}>
              {common('cancel')}
            </ButtonLink>
          </div>
        </div>
      }
    />
  );
}

export function EditSessionPage({ params }: PageProps) {
  const t = useText('sessions');
  const session = useSession(params.id ?? '');
  return (
    <Loaded page resource={session}>
      {(view) =>
        view.can?.edit ? (
          <Page title={t('edit')}>
            <Editor key={view.id} session={view} />
          </Page>
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  );
}
