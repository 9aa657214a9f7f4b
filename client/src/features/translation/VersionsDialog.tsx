import { type TranslationView, translationRoutes } from '@jembatan/shared/translation.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Name } from '../../ui/Person.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { TimeText } from '../../ui/Time.tsx';

interface VersionsDialogProps {
  readonly view: TranslationView;
  readonly onReverted: (view: TranslationView) => void;
  readonly onClose: () => void;
}

/** Earlier versions of a translation, the newest first, each of which can be put back. */
export function VersionsDialog({ view, onReverted, onClose }: VersionsDialogProps) {
  const t = useText('translation');
  const { api } = useApp();
  const params = { id: view.postId, lang: view.lang };
  const versions = useResource(
    `translation ${view.postId} ${view.lang} ${view.version}`,
    (signal) => api(translationRoutes.listTranslationVersions, { params }, { signal }),
  );
  const revert = useAction(async (key, version: number) => {
    onReverted(
      await api(translationRoutes.revertTranslation, { params, body: { version } }, { key }),
    );
    onClose();
  });
  return (
    <Dialog open title={t('versions.title')} onClose={onClose}>
      <ErrorNote error={revert.error} />
      <Loaded resource={versions}>
        {({ items }) => (
          <ol class="revisions">
            {items.map((one) => (
              <li key={one.version} class="stack-tight">
                <p class="small soft">
                  {one.editor ? <Name person={one.editor} /> : t('versions.engine')} ·{' '}
                  <TimeText at={one.createdAt} />
                </p>
                <pre class="revision" dir="auto" lang={view.lang}>
                  {one.body}
                </pre>
                {one.version !== view.version && (
                  <div>
                    <Button busy={revert.busy} onClick={() => void revert.run(one.version)}>
                      {t('versions.revert')}
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  );
}
