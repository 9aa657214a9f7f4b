import {
  type CommunityView,
  communityRoutes,
  type MembershipView,
} from '@jembatan/shared/communities.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';

interface RemoveDialogProps {
  readonly community: CommunityView;
  readonly member: MembershipView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Removes a member, who may come back unless the box is ticked. */
export function RemoveDialog({ community, member, onDone, onClose }: RemoveDialogProps) {
  const t = useText('communities');
  const { api } = useApp();
  const [ban, setBan] = useState(false);
  const name = member.person.displayName;
  const remove = useAction(async () => {
    const params = { id: community.id, personId: member.person.id };
    await api(communityRoutes.removeMember, { params, query: { ban: ban ? 'true' : 'false' } });
    onDone();
  });
  return (
    <Dialog open title={t('remove.title', { name })} onClose={onClose}>
      <p>{t('remove.text')}</p>
      <label class="choice">
        <input
          type="checkbox"
          checked={ban}
          onChange={(event) => setBan(event.currentTarget.checked)}
        />
        <span>
          <strong>{t('remove.ban')}</strong>
          <br />
          <span class="small soft">
            {t(community.kind === 'exchange' ? 'remove.banExchange' : 'remove.banHint')}
          </span>
        </span>
      </label>
      <ErrorNote error={remove.error} />
      <div class="row">
        <Button look="harm" busy={remove.busy} onClick={() => void remove.run()}>
          {t(ban ? 'remove.doBan' : 'remove.do')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('remove.keep')}
        </Button>
      </div>
    </Dialog>
  );
}
