import { communityRoutes, type InviteView } from '@jembatan/shared/communities.contract';
import { useApp } from '../../app-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote, Pill } from '../../ui/States.tsx';

interface InviteRowProps {
  readonly invite: InviteView;
  readonly isNew: boolean;
  readonly onRevoked: () => void;
}

function useCopy(address: string): () => void {
  const t = useText('communities');
  const { announcer } = useApp();
  return () => {
    navigator.clipboard.writeText(address).then(
      () => announcer.show({ text: t('invites.copied') }),
      // The address stands in its field and can be copied by hand.
      () => announcer.show({ text: t('invites.copyByHand') }),
    );
  };
}

/** One invitation: its link, what it gives, and the way to end it. */
export function InviteRow({ invite, isNew, onRevoked }: InviteRowProps) {
  const t = useText('communities');
  const format = useFormat();
  const { api } = useApp();
  const address = new URL(`/invite/${invite.code}`, location.href).href;
  const copy = useCopy(address);
  const revoke = useAction(async () => {
    await api(communityRoutes.revokeInvite, { params: { code: invite.code } });
    onRevoked();
  });
  return (
    <div class={isNew ? 'invite-row invite-new' : 'invite-row'}>
      <div class="community-facts">
        <Pill>{t(`role.${invite.role}`)}</Pill>
        {invite.class && <bdi>{invite.class}</bdi>}
        <span class="small soft">
          {invite.usesLeft === null
            ? t('invites.anyUses')
            : t('invites.usesLeft', { count: invite.usesLeft })}
        </span>
        <span class="small soft">
          {invite.expiresAt
            ? t('invites.until', { time: format.dayAndTime(invite.expiresAt) })
            : t('invites.forever')}
        </span>
      </div>
      <input
        class="input invite-link"
        readOnly
        dir="ltr"
        aria-label={t('invites.link')}
        value={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div class="row">
        <Button look="primary" icon="copy" onClick={copy}>
          {t('invites.copy')}
        </Button>
        <Button look="quiet" busy={revoke.busy} onClick={() => void revoke.run()}>
          {t('invites.revoke')}
        </Button>
      </div>
      <ErrorNote error={revoke.error} />
    </div>
  );
}
