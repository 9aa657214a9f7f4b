import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';

/** The way out of a community, asked about once. */
export function LeaveButton({ community }: { community: CommunityView }) {
  const t = useText('communities');
  const { api } = useApp();
  const { route } = useLocation();
  const [asking, setAsking] = useState(false);
  const leave = useAction(async (key) => {
    await api(communityRoutes.leaveCommunity, { params: { id: community.id } }, { key });
    route('/communities', true);
  });
  return (
    <div>
      <Button look="quiet" icon="leave" onClick={() => setAsking(true)}>
        {t('leave.do')}
      </Button>
      <Dialog
        open={asking}
        title={t('leave.title', { community: community.name })}
        onClose={() => setAsking(false)}
      >
        <p>{t('leave.text')}</p>
        <ErrorNote error={leave.error} />
        <div class="row">
          <Button look="harm" busy={leave.busy} onClick={() => void leave.run()}>
            {t('leave.do')}
          </Button>
          <Button look="quiet" onClick={() => setAsking(false)}>
            {t('leave.stay')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
