import { communityRoutes, type SpaceView } from '@jembatan/shared/communities.contract';
import type { AppError } from '@jembatan/shared/errors';
import { spaceId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { type ThreadKind, threadKind } from '@jembatan/shared/threads.view';
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import type { PageProps, StartChoice } from '../../feature.ts';
import { Later } from '../../frame/Later.tsx';
import { Loaded } from '../../frame/Loaded.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { isPlainEnter } from '../../ui/use-submit-on-enter.ts';
import { Composer } from './Composer.tsx';
import { useLaterPart } from './later-part.ts';
import { tagsOf } from './tags.ts';
import { type DraftText, useDraft } from './use-draft.ts';
import { usePollDraft } from './use-poll-draft.tsx';
import './threads.css';

const loadSimilar = () => import('./SimilarThreads.tsx').then((module) => module.SimilarThreads);

interface KindChoiceProps {
  readonly space: SpaceView;
  readonly kind: ThreadKind;
  readonly onChange: (kind: ThreadKind) => void;
}

/** Announcements are for those who keep order. */
function KindChoice({ space, kind, onChange }: KindChoiceProps) {
  const t = useText('threads');
  const kinds = threadKind.options.filter((one) => one !== 'announcement' || space.can.moderate);
  return (
    <fieldset class="fieldset">
      <legend>{t('new.kind')}</legend>
      <div class="kind-choices">
        {kinds.map((one) => (
          <label key={one} class="choice">
            <input type="radio" name="kind" checked={one === kind} onChange={() => onChange(one)} />
            <span>
              <strong>{t(`kind.${one}`)}</strong>
              <br />
              <span class="small soft">{t(`new.kindHint.${one}`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface Written {
  readonly title: string;
  readonly body: string;
  readonly tags: string[];
  readonly kind: ThreadKind;
}

/** Where something is to be chosen or known before one writes. */
const asksMore = ({ separateGroups, pseudonyms, dueAt, slowSeconds }: SpaceView) =>
  separateGroups || pseudonyms || dueAt !== null || slowSeconds > 0;

/** When slow mode lets the writer try again. */
function waitOf(error: AppError | null): string | null {
  const seconds = error?.code === 'slow-mode' ? Number(error.details.retryAfter) : 0;
  return seconds > 0 ? new Date(Date.now() + seconds * 1_000).toISOString() : null;
}

/** Other words are another thread, if the writer wants one. */
function AlreadySent({ onRenew }: { onRenew: () => void }) {
  const t = useText('threads');
  return (
    <div class="note">
      <p>{t('new.alreadySent')}</p>
      <div>
        <Button onClick={onRenew}>{t('new.sendAnother')}</Button>
      </div>
    </div>
  );
}

interface TitleProps {
  readonly title: DraftText;
  readonly error: string | null;
  readonly onTyped: () => void;
  /** Enter goes on to the text in it. */
  readonly box: RefObject<HTMLDivElement | null>;
}

function TitleField({ title, error, onTyped, box }: TitleProps) {
  const t = useText('threads');
  return (
    <Field
      label={t('new.title')}
      hint={t('new.titleHint')}
      error={error}
      value={title.text}
      maxLength={limits.threadTitle}
      onInput={(event) => {
        onTyped();
        title.change(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (!isPlainEnter(event)) return;
        event.preventDefault();
        box.current?.querySelector('textarea')?.focus();
      }}
    />
  );
}

/** All that is typed for a new thread of a space. */
function useDrafts(id: SpaceView['id']) {
  const title = useDraft(`new-thread-title:${id}`);
  const body = useDraft(`new-thread:${id}`);
  const tags = useDraft(`new-thread-tags:${id}`);
  const poll = usePollDraft(`new-thread:${id}`);
  const clear = () => {
    for (const draft of [title, body, tags, poll]) draft.clear();
  };
  return { title, body, tags, poll, clear, words: { text: body, title, tags, poll: poll.draft } };
}

function useCreate(id: SpaceView['id'], { body, clear }: ReturnType<typeof useDrafts>) {
  const { api } = useApp();
  const { route } = useLocation();
  return useAction(async (_key, input: Written & StartChoice) => {
    // The draft's own key outlives a reload: the same words are never two threads.
    const made = await api(
      threadRoutes.createThread,
      { params: { id }, body: input },
      { key: body.key },
    );
    clear();
    route(`/t/${made.thread.id}/${made.thread.slug}`, true);
  });
}

function NewThread({ space }: { space: SpaceView }) {
  const t = useText('threads');
  const loadSimilarWithTexts = useLaterPart(loadSimilar);
  const drafts = useDrafts(space.id);
  const { title, body, tags, poll, clear } = drafts;
  const choice = useSignal<StartChoice>({});
  const [kind, setKind] = useState<ThreadKind>('discussion');
  const [titleError, setTitleError] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const create = useCreate(space.id, drafts);
  const until = useMemo(() => waitOf(create.error), [create.error]);
  /** What was written, once nothing is missing. */
  const take = (text: string) => {
    if (title.text.trim() === '') {
      setTitleError(t('new.titleMissing'));
      box.current?.querySelector('input')?.focus();
      return null;
    }
    const asked = poll.take();
    if (asked === null) return null;
    const said = { title: title.text, body: text, tags: tagsOf(tags.text), kind };
    return { ...said, ...choice.value, ...(asked && { poll: JSON.parse(asked) }) };
  };
  const send = (text: string) => {
    const input = take(text);
    if (input) void create.run(input);
  };
  const planned = () => {
    const input = body.text.trim() === '' ? null : take(body.text);
    return input && { kind: 'thread' as const, id: space.id, input };
  };
  return (
    <Page
      title={t('new.heading')}
      lead={<p class="soft">{t('new.place', { space: space.name })}</p>}
    >
      <div class="stack" ref={box}>
        <TitleField
          title={title}
          error={titleError}
          onTyped={() => setTitleError(null)}
          box={box}
        />
        <Later load={loadSimilarWithTexts} props={{ spaceId: space.id, title: title.text }} />
        <KindChoice space={space} kind={kind} onChange={setKind} />
        <Slot name="kinds" props={{ show: 'start', kind, staff: space.can.moderate, choice }} />
        <Field
          label={t('new.tags')}
          hint={t('new.tagsHint')}
          value={tags.text}
          onInput={(event) => tags.change(event.currentTarget.value)}
        />
        <Slot
          name="tag-help"
          props={{ communityId: space.communityId, text: tags.text, onChange: tags.change }}
        />
        {asksMore(space) && <Slot name="terms" props={{ show: 'start', space, choice, until }} />}
        <Composer
          draft={body}
          label={t('new.body')}
          sendLabel={t('new.send')}
          scope={{ communityId: space.communityId, inSight: [] }}
          busy={create.busy}
          notice={poll.form}
          onPoll={poll.toggle}
          onSend={send}
        />
        {body.text.trim() !== '' && (
          <Slot name="send-later" props={{ take: planned, onPlanned: clear }} />
        )}
        <Slot
          name="draft-sync"
          props={{ place: { kind: 'thread', id: space.id }, ...drafts.words }}
        />
        <ErrorNote error={create.error} />
        {create.error?.code === 'idempotency-mismatch' && <AlreadySent onRenew={body.renew} />}
      </div>
    </Page>
  );
}

/** `/spaces/:id/threads/new`. */
export function NewThreadPage({ params }: PageProps) {
  const { api } = useApp();
  const id = spaceId.safeParse(params.id);
  const space = useResource(id.success ? `space ${id.data}` : null, (signal) =>
    api(communityRoutes.getSpace, { params: { id: spaceId.parse(params.id) } }, { signal }),
  );
  if (!id.success) return <NotFound />;
  return (
    <Loaded page resource={space}>
      {(view) => (view.can.create ? <NewThread space={view} /> : <NotFound />)}
    </Loaded>
  );
}
