import { communityRoutes } from '@jembatan/shared/communities.contract';
import { communityId } from '@jembatan/shared/ids';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { communityAddress } from './CommunityCard.tsx';
import { CommunityForm } from './CommunityForm.tsx';
import { type CommunityFields, emptyCommunity, emptyGroup } from './community-form.ts';
import { useCommunity } from './use-community.ts';
import './communities.css';

/** `/communities/new`. */
export function NewCommunityPage() {
  const t = useText('communities');
  const { api } = useApp();
  const { route } = useLocation();
  const create = useAction(async (key, body: CommunityFields) => {
    route(communityAddress(await api(communityRoutes.createCommunity, { body }, { key })), true);
  });
  return (
    <Page title={t('new.title')} lead={<p class="soft">{t('new.lead')}</p>}>
      <CommunityForm
        withKind
        start={emptyCommunity}
        sendLabel={t('new.send')}
        busy={create.busy}
        error={create.error}
        onSend={(fields) => void create.run(fields)}
      />
    </Page>
  );
}

/** `/communities/:id/groups/new`: a study group inside a community. */
export function NewGroupPage({ params }: PageProps) {
  const t = useText('communities');
  const { api } = useApp();
  const { route } = useLocation();
  const parent = useCommunity(params.id);
  const create = useAction(async (key, body: CommunityFields) => {
    const id = communityId.parse(params.id);
    route(
      communityAddress(await api(communityRoutes.createGroup, { params: { id }, body }, { key })),
      true,
    );
  });
  if (!parent) return <NotFound />;
  return (
    <Loaded page resource={parent}>
      {(community) =>
        community.can.createGroup ? (
          <Page
            title={t('newGroup.title')}
            lead={<p class="soft">{t('newGroup.lead', { community: community.name })}</p>}
          >
            <CommunityForm
              withKind={false}
              start={emptyGroup}
              sendLabel={t('newGroup.send')}
              busy={create.busy}
              error={create.error}
              onSend={(fields) => void create.run(fields)}
            />
          </Page>
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  );
}
