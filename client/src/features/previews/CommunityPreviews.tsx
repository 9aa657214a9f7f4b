import type { CommunityView } from '@jembatan/shared/communities.contract';
import { previewRoutes } from '@jembatan/shared/previews.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { ErrorNote } from '../../ui/States.tsx';

/** In the settings of a community: whether the hub looks up what its people link to. */
export function CommunityPreviews({ community }: { readonly community: CommunityView }) {
  const t = useText('previews');
  const common = useText('common');
  const { api, announcer } = useApp();
  const params = { id: community.id };
  const choice = useResource(`previews ${community.id}`, (signal) =>
    api(previewRoutes.getPreviewChoice, { params }, { signal }),
  );
  const change = useAction(async (_key, allowed: boolean) => {
    choice.set(await api(previewRoutes.setPreviewChoice, { params, body: { allowed } }));
    announcer.show({ text: common('saved') });
  });
  return (
    <section class="stack" aria-labelledby="link-previews">
      <h2 id="link-previews">{t('choice.title')}</h2>
      <Loaded resource={choice}>
        {({ allowed, on }) => (
          <>
            <p>{t(on ? 'choice.note' : 'choice.off')}</p>
            <label class="check">
              <input
                type="checkbox"
                checked={allowed}
                onChange={(event) => void change.run(event.currentTarget.checked)}
              />
              <span>{t('choice.allow')}</span>
            </label>
            <ErrorNote error={change.error} />
          </>
        )}
      </Loaded>
    </section>
  );
}
