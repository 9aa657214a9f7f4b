import { communityRoutes } from '@jembatan/shared/communities.contract';
import { communityId } from '@jembatan/shared/ids';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { CommunityForm } from './CommunityForm.tsx';
import { CommunityTrail } from './CommunityTrail.tsx';
import { type CommunityFields, fieldsOf } from './community-form.ts';
import { PlaceLinks } from './PlaceLinks.tsx';
import { useCommunity } from './use-community.ts';
import './communities.css';

/** `/communities/:id/settings`: name, doors and languages, for owners. */
export function SettingsPage({ params }: PageProps) {
  const t = useText('communities');
  const { api, announcer } = useApp();
  const community = useCommunity(params.id);
  const save = useAction(async (_key, body: CommunityFields) => {
    const changed = await api(communityRoutes.changeCommunity, {
      params: { id: communityId.parse(params.id) },
      body,
    });
    community?.set(changed);
    announcer.show({ text: t('settings.saved') });
  });
  if (!community) return <NotFound />;
  return (
    <Loaded page resource={community}>
      {(view) =>
        view.can.manage ? (
          <Page
            title={t('settings.title', { community: view.name })}
            lead={<CommunityTrail id={view.id} />}
          >
            <div class="stack">
              <PlaceLinks community={view} current="settings" />
              <CommunityForm
                withKind={!view.parentId}
                start={fieldsOf(view)}
                sendLabel={t('settings.save')}
                busy={save.busy}
                error={save.error}
                onSend={(fields) => void save.run(fields)}
              />
              <Slot name="community-files" props={{ community: view }} />
              <Slot name="community-translation" props={{ community: view }} />
              <Slot name="community-previews" props={{ community: view }} />
            </div>
          </Page>
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  );
}
