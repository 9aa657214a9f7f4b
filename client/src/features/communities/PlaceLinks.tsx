import type { CommunityView } from '@jembatan/shared/communities.contract';
import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { LinkTabs } from '../../ui/Tabs.tsx';
import { communityAddress } from './CommunityCard.tsx';

export type PlaceTab = 'about' | 'sessions' | 'members' | 'invitations' | 'settings';

interface PlaceLinksProps {
  readonly community: CommunityView;
  readonly current: PlaceTab;
}

/** The pages of a community that the reader may open. */
export function PlaceLinks({ community, current }: PlaceLinksProps) {
  const t = useText('communities');
  const { can, id } = community;
  const tabs = [
    { key: 'about', href: communityAddress(community), shown: true },
    { key: 'sessions', href: `/sessions?community=${id}`, shown: can.read },
    { key: 'tags', href: `/communities/${id}/tags`, shown: can.read },
    { key: 'members', href: `/communities/${id}/members`, shown: can.seeMembers },
    { key: 'invitations', href: `/communities/${id}/invitations`, shown: can.invite },
    { key: 'reports', href: `/moderation?community=${id}`, shown: can.moderate },
    { key: 'settings', href: `/communities/${id}/settings`, shown: can.manage },
  ] as const;
  const shown = tabs.filter((tab) => tab.shown);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone there are more pages than fit; the present one is in sight.
    const here = bar.current?.querySelector('[aria-current]');
    here?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);
  if (shown.length < 2) return null;
  return (
    <div ref={bar}>
      <LinkTabs
        label={t('tabs.label')}
        tabs={shown.map((tab) => ({
          href: tab.href,
          label: t(`tabs.${tab.key}`),
          current: tab.key === current,
        }))}
      />
    </div>
  );
}
