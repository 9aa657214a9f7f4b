import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Rights } from './Rights.tsx';
import { Settings } from './Settings.tsx';
import { SpaceTabs } from './SpaceTabs.tsx';
import { useSpace } from './use-space.ts';

/** `/spaces/:id/settings` and `/spaces/:id/settings/rights`: how a forum is set up, for its staff. */
export function SetupPage({ params }: PageProps) {
  const t = useText('spaces');
  const space = useSpace(params.id);
  if (!space) return <NotFound />;
  const isRights = params.part === 'rights';
  const Part = isRights ? Rights : Settings;
  return (
    <Loaded page resource={space}>
      {(view) =>
        view.can.manage ? (
          <Page title={t(isRights ? 'rights.title' : 'settings', { space: view.name })}>
            <div class="stack">
              <SpaceTabs space={view} current={isRights ? 'rights' : 'settings'} />
              <Part key={view.id} space={view} onSaved={space.set} />
            </div>
          </Page>
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  );
}
