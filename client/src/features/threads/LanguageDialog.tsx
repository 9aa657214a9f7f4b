import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useApp } from '../../app-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { spokenLanguages } from '../../i18n/spoken-languages.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';

export interface LanguageDialogProps {
  readonly post: PostView;
  readonly onClose: () => void;
  readonly onDone: (post: PostView) => void;
}

/** Which language a post is in, where the hub took it for another. */
export function LanguageDialog({ post, onClose, onDone }: LanguageDialogProps) {
  const t = useText('writing');
  const format = useFormat();
  const { api } = useApp();
  const choose = useAction(async (_key, lang: string) => {
    const params = { id: post.id };
    onDone(await api(threadRoutes.setPostLanguage, { params, body: { lang } }));
  });
  const languages = [...new Set([...spokenLanguages, post.lang])]
    .filter((tag) => tag !== 'und')
    .map((tag) => ({ tag, name: format.language(tag) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <Dialog open title={t('language.title')} onClose={onClose}>
      <label class="field">
        <span class="field-label">{t('language.label')}</span>
        <select
          class="input"
          value={post.lang}
          onChange={(event) => void choose.run(event.currentTarget.value)}
        >
          <option value="und">{t('language.unknown')}</option>
          {languages.map(({ tag, name }) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p class="soft small">{t('language.hint')}</p>
      <ErrorNote error={choose.error} />
    </Dialog>
  );
}
