import type { CommunityReading } from '@jembatan/shared/reading';
import { About } from '../features/communities/About.tsx';
import { SpaceRows } from '../features/spaces/SpaceRows.tsx';
import { Page } from '../frame/Page.tsx';
import { useText } from '../i18n/use-text.ts';

/** A community as a visitor reads it, without any script. */
export function ReadCommunity({ reading }: { reading: CommunityReading }) {
  const t = useText('spaces');
  const { community, spaces } = reading;
  return (
    <Page title={community.name} lead={<About community={community} />} context={<div />}>
      <div class="stack-wide">
        <section class="stack" aria-labelledby="spaces">
          <h2 id="spaces">{t('list.title')}</h2>
          <SpaceRows items={spaces} />
        </section>
      </div>
    </Page>
  );
}
