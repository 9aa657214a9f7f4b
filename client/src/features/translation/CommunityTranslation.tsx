import type { CommunityView } from '@jembatan/shared/communities.contract';
import { type TranslationConsent, translationRoutes } from '@jembatan/shared/translation.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { ErrorNote } from '../../ui/States.tsx';

/** In the settings of a community: whether its text may be sent to the translation service. */
export function CommunityTranslation({ community }: { readonly community: CommunityView }) {
  const t = useText('translation');
  const common = useText('common');
  const { api, announcer } = useApp();
  const params = { id: community.id };
  const consent = useResource(`translation ${community.id}`, (signal) =>
    api(translationRoutes.getTranslationConsent, { params }, { signal }),
  );
  const change = useAction(async (_key, allowed: boolean) => {
    const before = consent.value;
    // The box shows at once what was chosen, and the truth again when that did not work.
    if (before) consent.set({ ...before, allowed });
    try {
      const body = { allowed };
      consent.set(await api(translationRoutes.setTranslationConsent, { params, body }));
    } catch (error) {
      if (before) consent.set(before);
      throw error;
    }
    announcer.show({ text: common('saved') });
  });
  const note = ({ on, open, follows }: TranslationConsent) => {
    if (!on) return t('consent.off');
    if (follows) return t('consent.follows');
    return open ? t('consent.open') : t('consent.closed');
  };
  return (
    <section class="stack" aria-labelledby="translation-consent">
      <h2 id="translation-consent">{t('consent.title')}</h2>
      <Loaded resource={consent}>
        {(view) => (
          <>
            <p>{note(view)}</p>
            {!view.follows && (
              <label class="check">
                <input
                  type="checkbox"
                  checked={view.allowed}
                  onChange={(event) => void change.run(event.currentTarget.checked)}
                />
                <span>{t('consent.allow')}</span>
              </label>
            )}
            <ErrorNote error={change.error} />
          </>
        )}
      </Loaded>
    </section>
  );
}
