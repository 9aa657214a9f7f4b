import { AppError } from '@jembatan/shared/errors';
import { person } from '@jembatan/shared/people.contract';
import { type PostView, threadRoutes } from '@jembatan/shared/threads.contract';
import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import type { Drafts } from '../../state/drafts.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { Composer } from './Composer.tsx';
import { useDraft } from './use-draft.ts';
import type { MentionScope } from './use-mentions.ts';
import { useThreadsApi } from './use-thread.ts';

/** What a conflict's answer says of the version that was saved meanwhile. */
const savedMeanwhile = z.object({
  revision: z.number(),
  body: z.string(),
  author: z.optional(person),
});
type SavedMeanwhile = z.infer<typeof savedMeanwhile>;

interface EditPostProps {
  readonly post: PostView;
  readonly scope: MentionScope;
  readonly onSaved: (post: PostView) => void;
  readonly onClose: () => void;
}

function conflictOf(error: AppError | null): SavedMeanwhile | null {
  if (error?.code !== 'edit-conflict') return null;
  const result = savedMeanwhile.safeParse(error.details.current);
  return result.success ? result.data : null;
}

interface ConflictProps {
  readonly theirs: SavedMeanwhile;
  readonly onKeepTheirs: () => void;
}

/** Both versions: the saved one here, the own one still in the box below. */
function Conflict({ theirs, onKeepTheirs }: ConflictProps) {
  const t = useText('threads');
  return (
    <div class="note stack-tight" role="alert">
      <p>{t('conflict.text')}</p>
      <p class="field-label">{t('conflict.theirs')}</p>
      <pre class="revision" dir="auto">
        {theirs.body}
      </pre>
      <div>
        <Button onClick={onKeepTheirs}>{t('conflict.keepTheirs')}</Button>
      </div>
      <p class="field-label">{t('conflict.yours')}</p>
    </div>
  );
}

/**
 * The revision whose text is being changed: an older one when this device still
 * has a draft made from it. Saving that draft meets the newer version openly.
 */
function baseOf(drafts: Drafts, post: PostView): number {
  for (let revision = post.revision; revision > 0; revision -= 1) {
    if (drafts.read(placeOf(post, revision))) return revision;
  }
  return post.revision;
}

const placeOf = (post: PostView, revision: number) => `post:${post.id}:${revision}`;

function EditBox({ post, scope, onSaved, onClose }: EditPostProps) {
  const t = useText('threads');
  const api = useThreadsApi();
  const drafts = useApp().drafts();
  const [from] = useState(() => baseOf(drafts, post));
  const draft = useDraft(placeOf(post, from), post.body ?? '');
  const [base, setBase] = useState(from);
  const [theirs, setTheirs] = useState<SavedMeanwhile | null>(null);
  const save = useAction(async (_key, body: string, baseRevision: number) => {
    try {
      const saved = await api.edit(post.id, { body, baseRevision });
      draft.clear();
      onSaved(saved);
    } catch (error) {
      const conflict = conflictOf(error instanceof AppError ? error : null);
      if (!conflict) throw error;
      setTheirs(conflict);
      // Saving once more is a decision made with both texts in sight.
      setBase(conflict.revision);
    }
  });
  const leave = () => {
    draft.clear();
    onClose();
  };
  return (
    <Composer
      draft={draft}
      label={t('edit.label', { number: post.number })}
      sendLabel={t(theirs ? 'conflict.saveMine' : 'edit.save')}
      scope={scope}
      busy={save.busy}
      onSend={(text) => void save.run(text, base)}
      onCancel={leave}
    >
      {theirs && <Conflict theirs={theirs} onKeepTheirs={leave} />}
      <ErrorNote error={save.error} />
    </Composer>
  );
}

/** Edits a post in its place, starting from its Markdown as the server has it now. */
export function EditPost(props: EditPostProps) {
  const { api } = useApp();
  const { id } = props.post;
  const post = useResource(`edit ${id}`, (signal) =>
    api(threadRoutes.getPost, { params: { id } }, { signal }),
  );
  return <Loaded resource={post}>{(fresh) => <EditBox {...props} post={fresh} />}</Loaded>;
}
