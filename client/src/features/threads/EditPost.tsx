import { AppError } from '@jembatan/shared/errors';
import { person } from '@jembatan/shared/people.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView, ThreadTerms } from '@jembatan/shared/threads.view';
import { useSignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { useApp } from '../../app-context.ts';
import { Later } from '../../frame/Later.tsx';
import { Loaded } from '../../frame/Loaded.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { type Drafts, draftsHere } from '../../state/drafts.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { nameOf } from '../../ui/Person.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { Composer } from './Composer.tsx';
import { useLaterPart } from './later-part.ts';
import { useDraft } from './use-draft.ts';
import type { MentionScope } from './use-mentions.ts';
import { useThreadsApi } from './use-thread.ts';

const loadDifference = () => import('./Difference.tsx').then((module) => module.Difference);

/** What a conflict's answer says of the version that was saved meanwhile. */
const savedMeanwhile = z.object({
  revision: z.number(),
  body: z.string(),
  editor: z.optional(person),
});
type SavedMeanwhile = z.infer<typeof savedMeanwhile>;

interface EditPostProps {
  readonly post: PostView;
  readonly scope: MentionScope;
  readonly terms?: ThreadTerms | undefined;
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
  /** The text both began with, where this device still has it. */
  readonly before: string | null;
  readonly lang: string;
  readonly onKeepTheirs: () => void;
}

/** Both versions: the saved one here, the own one still in the box below. */
function Conflict({ theirs, before, lang, onKeepTheirs }: ConflictProps) {
  const t = useText('threads');
  const i18n = useI18n();
  const { editor } = theirs;
  const load = useLaterPart(loadDifference);
  return (
    <div class="note stack-tight" role="alert">
      <p>{t('conflict.text')}</p>
      <p class="field-label">
        {editor ? t('conflict.theirsBy', { name: nameOf(editor, i18n) }) : t('conflict.theirs')}
      </p>
      <pre class="revision" dir="auto">
        {theirs.body}
      </pre>
      {before !== null && before !== theirs.body && (
        <Later load={load} props={{ before, after: theirs.body, lang, named: true }} />
      )}
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

interface EditBoxProps extends EditPostProps {
  /** The post as news says it is by now; its text may be missing. */
  readonly live: PostView;
}

/** Somebody saved while one writes: said before one has written for nothing. */
function Meanwhile({ live, onLook }: { live: PostView; onLook: () => void }) {
  const t = useText('threads');
  const i18n = useI18n();
  const name = nameOf(live.editor ?? live.author, i18n);
  return (
    <div class="note stack-tight" role="status">
      <p>{t('conflict.meanwhile', { name })}</p>
      <div>
        <Button onClick={onLook}>{t('conflict.look')}</Button>
      </div>
    </div>
  );
}

/** Under which name an edit of somebody else's wiki post stands; nothing where there is no choice. */
function useName(post: PostView, terms: ThreadTerms | undefined) {
  const { session } = useApp();
  const current = session.session.value;
  const self = 'person' in current ? current.person.id : null;
  const held = useSignal(false);
  const pseudonym = useSignal(terms?.alias !== undefined);
  const isOwn = [self, terms?.alias?.id].includes(post.author.id);
  if (!post.wiki || isOwn || !terms?.pseudonyms) return { choice: {}, ask: null };
  return {
    choice: { pseudonym: pseudonym.value },
    ask: <Slot name="terms" props={{ show: 'reply', terms, until: null, held, pseudonym }} />,
  };
}

function EditBox({ post, live, scope, terms, onSaved, onClose }: EditBoxProps) {
  const t = useText('threads');
  const ask = useApp().api;
  const api = useThreadsApi();
  const drafts = draftsHere(useApp().session);
  const [from] = useState(() => baseOf(drafts, post));
  const draft = useDraft(placeOf(post, from), post.body ?? '');
  const name = useName(post, terms);
  const [base, setBase] = useState(from);
  const before = from === post.revision ? (post.body ?? null) : null;
  const [theirs, setTheirs] = useState<SavedMeanwhile | null>(null);
  const save = useAction(async (_key, body: string, baseRevision: number) => {
    try {
      const saved = await api.edit(post.id, { body, baseRevision, ...name.choice });
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
  const look = useAction(async () => {
    const {
      revision,
      body = '',
      ...at
    } = await ask(threadRoutes.getPost, {
      params: { id: post.id },
    });
    setTheirs({ revision, body, editor: at.editor ?? at.author });
    setBase(revision);
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
      {name.ask}
      {theirs && <Conflict {...{ theirs, before, lang: post.lang }} onKeepTheirs={leave} />}
      {live.revision > base && !save.busy && (
        <Meanwhile live={live} onLook={() => void look.run()} />
      )}
      <Slot
        name="draft-sync"
        props={{
          place: { kind: 'edit', id: post.id },
          text: draft,
          from: { text: post.body ?? '', revision: from },
        }}
      />
      <ErrorNote error={save.error ?? look.error} />
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
  return (
    <Loaded resource={post}>
      {(fresh) => <EditBox {...props} live={props.post} post={fresh} />}
    </Loaded>
  );
}
