import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import type { PostView } from '@jembatan/shared/threads.view';
import { type TranslationView, translationRoutes } from '@jembatan/shared/translation.contract';
import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { useApp } from '../../app-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { newKey } from '../../net/http.ts';
import { draftsHere } from '../../state/drafts.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { UserText } from '../../ui/UserText.tsx';

interface CorrectDialogProps {
  readonly post: PostView;
  readonly lang: string;
  /** What is to be corrected; null: the first translation is being written. */
  readonly view: TranslationView | null;
  readonly onSaved: (view: TranslationView) => void;
  readonly onClose: () => void;
}

const conflict = z.object({ current: z.object({ version: z.number(), body: z.string() }) });
type Theirs = z.infer<typeof conflict>['current'];

function theirsOf(error: unknown): Theirs | null {
  if (!(error instanceof AppError) || error.code !== 'edit-conflict') return null;
  const parsed = conflict.safeParse(error.details);
  return parsed.success ? parsed.data.current : null;
}

/** The text being written, kept on the device until it is saved. */
function useKeptText(place: string, start: string) {
  const drafts = draftsHere(useApp().session);
  const [text, setText] = useState(() => drafts.read(place)?.text ?? start);
  return {
    text,
    write: (next: string) => {
      setText(next);
      drafts.write(place, { text: next, key: newKey(), changedAt: Date.now() });
    },
    clear: () => drafts.remove(place),
  };
}

function Conflict({ theirs }: { theirs: Theirs }) {
  const t = useText('translation');
  return (
    <div class="note stack-tight" role="alert">
      <p>{t('conflict')}</p>
      <pre class="revision" dir="auto">
        {theirs.body}
      </pre>
    </div>
  );
}

/** A better translation, beside the original. */
export function CorrectDialog({ post, lang, view, onSaved, onClose }: CorrectDialogProps) {
  const t = useText('translation');
  const common = useText('common');
  const format = useFormat();
  const { api } = useApp();
  const kept = useKeptText(`translation:${post.id}:${lang}`, view?.body ?? '');
  const [base, setBase] = useState(view?.version ?? 0);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const save = useAction(async (_key, body: string, baseVersion: number) => {
    try {
      const saved = await api(translationRoutes.correctTranslation, {
        params: { id: post.id, lang },
        body: { body, baseVersion },
      });
      kept.clear();
      onSaved(saved);
      onClose();
    } catch (error) {
      const found = theirsOf(error);
      if (!found) throw error;
      setTheirs(found);
      // Saving once more is a decision made with both texts in sight.
      setBase(found.version);
    }
  });
  return (
    <Dialog open title={t('correctTitle', { language: format.language(lang) })} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (kept.text.trim()) void save.run(kept.text, base);
        }}
      >
        <div class="translation-original">
          <UserText html={post.html} people={{}} lang={post.lang} />
        </div>
        {theirs && <Conflict theirs={theirs} />}
        <TextArea
          label={t('correctLabel')}
          hint={t('correctHint')}
          lang={lang}
          rows={6}
          required
          maxLength={limits.postBody}
          value={kept.text}
          onInput={(event) => kept.write(event.currentTarget.value)}
        />
        <ErrorNote error={save.error} />
        <div class="row">
          <Button look="primary" type="submit" busy={save.busy}>
            {common('save')}
          </Button>
          <Button onClick={onClose}>{common('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
