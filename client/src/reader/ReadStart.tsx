import type { CommunitiesReading, StartReading } from '@jembatan/shared/reading';
import { Cards } from '../features/communities/Cards.tsx';
import { Landing } from '../features/home/LandingPage.tsx';
import { OpenList } from '../features/home/OpenCommunities.tsx';
import { Page } from '../frame/Page.tsx';
import { useText } from '../i18n/use-text.ts';
import { ButtonLink } from '../ui/Button.tsx';

/** The first page as a visitor reads it, without any script. */
export const ReadStart = ({ reading }: { reading: StartReading }) => (
  <Landing open={<OpenList items={reading.communities} more={reading.more} />} />
);

/** The public communities, page by page. */
export function ReadCommunities({ reading }: { reading: CommunitiesReading }) {
  const t = useText('communities');
  const common = useText('common');
  const { communities, nextCursor } = reading;
  return (
    <Page title={t('list.publicTitle')} width="wide">
      <Cards items={communities} which="public">
        {nextCursor && (
          <ButtonLink wide rel="next" href={`/communities?after=${encodeURIComponent(nextCursor)}`}>
            {common('loadMore')}
          </ButtonLink>
        )}
      </Cards>
    </Page>
  );
}
