import type { SpaceView } from '@jembatan/shared/communities.contract';
import { useText } from '../../i18n/use-text.ts';
import { LinkTabs } from '../../ui/Tabs.tsx';

interface SpaceTabsProps {
  readonly space: SpaceView;
  readonly current: 'settings' | 'rights';
}

/** The way back to the forum, and the pages on which it is set up. */
export function SpaceTabs({ space, current }: SpaceTabsProps) {
  const t = useText('spaces');
  const tabs = [
    { href: `/spaces/${space.id}/${encodeURIComponent(space.slug)}`, label: t('tabs.threads') },
    { href: `/spaces/${space.id}/settings`, label: t('tabs.settings'), key: 'settings' },
    { href: `/spaces/${space.id}/settings/rights`, label: t('tabs.rights'), key: 'rights' },
  ];
  return (
    <LinkTabs
      label={t('tabs.label')}
      tabs={tabs.map(({ href, label, key }) => ({ href, label, current: key === current }))}
    />
  );
}
