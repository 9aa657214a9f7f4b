import { communityRoutes, type InviteView } from '@jembatan/shared/communities.contract';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Page } from '../../frame/Page.tsx';
import { signInAddress } from '../../frame/return-to.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Avatar, Name } from '../../ui/Person.tsx';
import { ErrorNote, Skeleton } from '../../ui/States.tsx';

function Accept({ code }: { code: string }) {
  const t = useText('auth');
  const { api } = useApp();
  const { route } = useLocation();
  const accept = useAction(async (key) => {
    const community = await api(communityRoutes.acceptInvite, { params: { code } }, { key });
    route(`/c/${community.id}/${encodeURIComponent(community.slug)}`);
  });
  return (
    <>
      <Button look="primary" wide busy={accept.busy} onClick={() => void accept.run()}>
        {t('invite.accept')}
      </Button>
      <ErrorNote error={accept.error} />
    </>
  );
}

function VisitorWays() {
  const t = useText('auth');
  const { url } = useLocation();
  return (
    <>
      <ButtonLink look="primary" wide href={signInAddress(url, 'sign-up')}>
        {t('invite.signUp')}
      </ButtonLink>
      <ButtonLink wide href={signInAddress(url)}>
        {t('invite.signIn')}
      </ButtonLink>
    </>
  );
}

function Invitation({ invite }: { invite: InviteView }) {
  const t = useText('auth');
  const visitor = useApp().session.session.value.kind === 'visitor';
  return (
    <Page title={t('invite.title', { community: invite.communityName })} width="narrow">
      <div class="stack">
        <div class="card">
          <p class="row">
            <Avatar person={invite.createdBy} />
            <span class="grow">
              {t('invite.from')} <Name person={invite.createdBy} />
            </span>
          </p>
          <p>{t(`invite.role.${invite.role}`)}</p>
          {invite.class && <p class="soft">{t('invite.class', { class: invite.class })}</p>}
        </div>
        {visitor ? <VisitorWays /> : <Accept code={invite.code} />}
      </div>
    </Page>
  );
}

/** What an invitation invites to, and the step in. */
export function InvitePage({ params }: PageProps) {
  const t = useText('auth');
  const { api } = useApp();
  const code = params.code ?? '';
  const invite = useResource(`invite ${code}`, (signal) =>
    api(communityRoutes.getInvite, { params: { code } }, { signal }),
  );
  if (invite.value) return <Invitation invite={invite.value} />;
  const over = invite.error?.code === 'invite-over' || invite.error?.code === 'not-found';
  return (
    <Page title={over ? t('invite.overTitle') : t('invite.plainTitle')} width="narrow">
      {over && <p>{t('invite.over')}</p>}
      {!over && invite.error && <ErrorNote error={invite.error} onRetry={invite.reload} />}
      {!invite.error && <Skeleton />}
    </Page>
  );
}
