import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { LinkTabs } from '../../ui/Tabs.tsx';
import { communityAddress } from './CommunityCard.tsx';

export type PlaceTab = 'about' | 'members' | 'invitations' | 'settings';

interface PlaceLinksProps {
  readonly community: CommunityView;
  readonly current: PlaceTab;
  readonly onChanged?: ((community: CommunityView) => void) | undefined;
}

function Leave({ community }: { community: CommunityView }) {
  const t = useText('communities');
  const { api } = useApp();
  const { route } = useLocation();
  const [asking, setAsking] = useState(false);
  const leave = useAction(async (key) => {
    await api(communityRoutes.leaveCommunity, { params: { id: community.id } }, { key });
    route('/communities', true);
  });
  return (
    <>
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
    </>
  );
}

/** The pages of a community that the reader may open. */
export function PlaceLinks({ community, current }: PlaceLinksProps) {
  const t = useText('communities');
  const { can, id } = community;
  const tabs = [
    { key: 'about', href: communityAddress(community), shown: true },
    { key: 'members', href: `/communities/${id}/members`, shown: can.seeMembers },
    { key: 'invitations', href: `/communities/${id}/invitations`, shown: can.invite },
    { key: 'settings', href: `/communities/${id}/settings`, shown: can.manage },
  ] as const;
  const shown = tabs.filter((tab) => tab.shown);
  if (shown.length < 2) return null;
  return (
    <div class="place-links">
      <LinkTabs
        label={t('tabs.label')}
        tabs={shown.map((tab) => ({
          href: tab.href,
          label: t(`tabs.${tab.key}`),
          current: tab.key === current,
        }))}
      />
      {can.leave && current === 'about' && <Leave community={community} />}
    </div>
  );
}
