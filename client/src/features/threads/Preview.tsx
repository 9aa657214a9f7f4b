import { threadRoutes } from '@jembatan/shared/threads.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { UserText } from '../../ui/UserText.tsx';

/** What the text will look like, by the server's own rendering. */
export function Preview({ text }: { text: string }) {
  const t = useText('threads');
  const { api } = useApp();
  const isEmpty = text.trim() === '';
  const preview = useResource(isEmpty ? null : `preview ${text}`, (signal) =>
    api(threadRoutes.preview, { body: { body: text } }, { signal }),
  );
  if (isEmpty) return <p class="composer-preview soft">{t('composer.previewEmpty')}</p>;
  return (
    <div class="composer-preview">
      <Loaded resource={preview}>
        {({ html, people }) => <UserText html={html} people={people} />}
      </Loaded>
    </div>
  );
}
