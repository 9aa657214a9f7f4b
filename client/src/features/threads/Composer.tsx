import { limits } from '@jembatan/shared/limits';
import type { PersonView } from '@jembatan/shared/people.contract';
import type { Signal } from '@preact/signals';
import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Later } from '../../frame/Later.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { growToFit } from '../../ui/Field.tsx';
import { isPlainEnter } from '../../ui/use-submit-on-enter.ts';
import { AttachmentList } from './AttachmentList.tsx';
import { CompletionList } from './CompletionList.tsx';
import { ComposerTools } from './ComposerTools.tsx';
import type { Completion } from './completions.ts';
import { shortcutOf } from './composer-keys.ts';
import { describeImage, imageMarkdown, insertBlock, insertWords } from './composer-text.ts';
import { MentionList } from './MentionList.tsx';
import { Preview } from './Preview.tsx';
import { type Attachments, useAttachments } from './use-attachments.ts';
import { useCompletions } from './use-completions.ts';
import type { DraftText } from './use-draft.ts';
import { type MentionScope, useMentions } from './use-mentions.ts';
import './composer.css';
import { type TextBox, useTextBox } from './use-text-box.ts';

interface ComposerProps {
  readonly draft: DraftText;
  readonly label: string;
  readonly sendLabel: string;
  readonly scope: MentionScope;
  readonly busy?: boolean | undefined;
  /** A text that is put in at the caret when it changes, e.g. a quote. */
  readonly inserted?: Signal<{ readonly text: string } | null> | undefined;
  readonly onSend: (text: string) => void;
  readonly onTyped?: ((text: string) => void) | undefined;
  readonly onCancel?: (() => void) | undefined;
  /** Puts a poll beside the text, or away. */
  readonly onPoll?: (() => void) | undefined;
  /** Where no files belong: none are offered, and none are taken. */
  readonly wordsOnly?: boolean | undefined;
  /** Enter sends and Shift+Enter is a new line, as in a chat. */
  readonly chat?: boolean | undefined;
  /** Below the text, where it moves nothing that is being written: what has changed meanwhile. */
  readonly notice?: ComponentChildren;
  /** Above the box: what is replied to. */
  readonly children?: ComponentChildren;
}

const loadCallNote = () => import('./CallNote.tsx').then((module) => module.CallNote);
/** It may call a role, and says so to more than those it names; an edit tells nobody. */
const calls = /[@\uff20](?:teachers|moderators|students|everyone)/i;

/** From this many characters to the limit the count is shown. */
const countFrom = limits.postBody - 2_000;

/** Takes in what was put there, also when it was put there before the box was. */
function useInserted(inserted: ComposerProps['inserted'], box: TextBox): void {
  const value = inserted?.value ?? null;
  useEffect(() => {
    if (!value || !inserted) return;
    inserted.value = null;
    // Without a text it is only about the place: the caret goes into the box.
    if (value.text) box.edit((selected) => insertBlock(selected, value.text));
    box.area.current?.focus();
    box.area.current?.scrollIntoView({ block: 'center' });
  }, [value]);
}

/** A person who may be meant, or an emoji or a language of code. */
type Choice = PersonView | Completion;

interface ListKeys {
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly move: (to: number) => void;
  readonly choose: (choice: Choice) => void;
  readonly dismiss: () => void;
}

/** Keys of the open list of names. True when the key was for the list. */
function onListKey(event: TargetedKeyboardEvent<HTMLElement>, keys: ListKeys): boolean {
  const { choices, active } = keys;
  const chosen = choices[active];
  if (!chosen || event.isComposing) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) keys.move((active + step + choices.length) % choices.length);
  else if (isPlainEnter(event) || event.key === 'Tab') keys.choose(chosen);
  else if (event.key === 'Escape') keys.dismiss();
  else return false;
  event.preventDefault();
  return true;
}

function filesOf(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])];
}

interface BoxProps extends ComposerProps {
  readonly id: string;
  readonly box: TextBox;
  readonly files: Attachments;
  readonly submit: () => void;
}

/** What is offered while a name is typed, and the keys that choose from it. */
function useOffers({ box, draft, scope }: Pick<BoxProps, 'box' | 'draft' | 'scope'>) {
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const named = useMentions({ text: draft.text, caret: box.caret }, scope);
  const completed = useCompletions(draft.text, box.caret);
  const start = named?.start ?? completed?.start ?? null;
  const isOpen = start !== null && start !== dismissed;
  const people = (isOpen && named?.people) || [];
  const groups = (isOpen && named?.groups) || [];
  const options = (isOpen && !named && completed?.options) || [];
  const choices: readonly Choice[] = [...people, ...groups, ...options];
  const shown = Math.max(0, Math.min(active, choices.length - 1));
  const keys: ListKeys = {
    choices,
    active: shown,
    move: setActive,
    choose: (choice) => {
      setActive(0);
      if (start === null) return;
      if ('handle' in choice) box.mention(start, choice);
      else box.edit((selected) => insertWords({ ...selected, start }, choice.text));
    },
    dismiss: () => setDismissed(start),
  };
  return { people, groups, options, keys };
}

/** The text itself, with what is offered while one writes. */
function Box({ id, box, files, submit, draft, scope, label, chat, wordsOnly, onTyped }: BoxProps) {
  const { people, groups, options, keys } = useOffers({ box, draft, scope });
  const { active, choose } = keys;
  const list = `${id}-people`;
  const isOpen = keys.choices.length > 0;
  const sends = (event: TargetedKeyboardEvent<HTMLElement>) =>
    isPlainEnter(event) && (chat || event.ctrlKey || event.metaKey);

  function onKey(event: TargetedKeyboardEvent<HTMLElement>): void {
    if (onListKey(event, keys)) return;
    const change = shortcutOf(event);
    if (!change && !sends(event)) return;
    event.preventDefault();
    if (change) box.edit(change);
    else submit();
  }

  return (
    <div class="composer-box">
      {people.length + groups.length > 0 && (
        <MentionList {...{ people, groups, active }} id={list} onChoose={choose} />
      )}
      {options.length > 0 && (
        <CompletionList id={list} options={options} active={active} onChoose={choose} />
      )}
      <textarea
        ref={box.area}
        id={id}
        class="composer-text"
        dir="auto"
        rows={chat ? 1 : 4}
        aria-label={label}
        maxLength={limits.postBody}
        placeholder={label}
        value={draft.text}
        aria-autocomplete="list"
        aria-controls={isOpen ? list : undefined}
        aria-activedescendant={isOpen ? `${list}-${active}` : undefined}
        onInput={(event) => {
          growToFit(event.currentTarget);
          draft.change(event.currentTarget.value);
          box.track();
          onTyped?.(event.currentTarget.value);
        }}
        onKeyUp={() => box.track()}
        onClick={() => box.track()}
        onPaste={(event) => {
          const pasted = filesOf(event.clipboardData);
          if (pasted.length === 0 || wordsOnly) return;
          event.preventDefault();
          files.add(pasted);
        }}
        onKeyDown={onKey}
      />
    </div>
  );
}

type Hint = 'uploading' | 'undescribed' | 'many';

/** Whether sending should wait: files that are on their way, a picture nobody has described yet, or a call that many hear. */
function useHoldBack(
  files: Attachments,
  callsMany: RefObject<boolean>,
): {
  hint: Hint | null;
  check: () => boolean;
} {
  const [hint, setHint] = useState<Hint | null>(null);
  const uploading = files.items.some((item) => !item.stored && !item.error);
  const undescribed = files.items.some(
    (item) => item.isImage && item.stored && item.alt.trim() === '',
  );
  return {
    hint:
      (hint === 'uploading' && uploading) ||
      (hint === 'undescribed' && undescribed) ||
      (hint === 'many' && callsMany.current)
        ? hint
        : null,
    check: () => {
      if (uploading) setHint('uploading');
      // Asked for once; who sends again has decided.
      else if (undescribed && hint !== 'undescribed') setHint('undescribed');
      else if (callsMany.current && hint !== 'many') setHint('many');
      else return true;
      return false;
    },
  };
}

/** Writes one text: Markdown by buttons, names, pictures, preview; nothing typed is lost. */
export function Composer(props: ComposerProps) {
  const { draft, sendLabel, busy, onSend, onCancel, chat, wordsOnly, children } = props;
  const t = useText('threads');
  const id = useId();
  const [previewing, setPreviewing] = useState(false);
  const [over, setOver] = useState(false);
  const box = useTextBox(draft.text, draft.change);
  const about = { place: draft.place, communityId: props.scope.communityId };
  const files = useAttachments((file, alt) => {
    const name = file.name.replace(/[\\[\]]/g, '\\$&');
    const markdown = file.image ? imageMarkdown(file.url, alt) : `[${name}](${file.url})`;
    box.edit((selected) => insertBlock(selected, markdown));
  }, about);
  const callsMany = useRef(false);
  const hold = useHoldBack(files, callsMany);
  useInserted(props.inserted, box);

  const take = wordsOnly ? undefined : files.add;

  function submit(): void {
    const text = draft.text;
    if (busy || text.trim() === '' || !hold.check()) return;
    setPreviewing(false);
    files.clear();
    onSend(text);
  }

  return (
    <section
      class={over ? 'composer composer-over' : 'composer'}
      aria-label={props.label}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take?.(filesOf(event.dataTransfer));
      }}
    >
      {children}
      <Box {...props} id={id} box={box} files={files} submit={submit} />
      {previewing && <Preview text={draft.text} {...about} />}
      {about.communityId && !draft.place.startsWith('post:') && calls.test(draft.text) && (
        <Later
          load={loadCallNote}
          props={{ text: draft.text, communityId: about.communityId, callsMany }}
        />
      )}
      {props.notice}
      <AttachmentList
        items={files.items}
        onRetry={(item) => files.retry(item.id)}
        onDrop={(item) => files.drop(item.id)}
        onDescribe={(item, alt) => {
          files.describe(item.id, alt);
          if (item.stored) draft.change(describeImage(draft.text, item.stored.url, alt));
        }}
      />
      {hold.hint && (
        <p class="composer-hint" role="alert">
          {t(`composer.${hold.hint}`)}
        </p>
      )}
      <div class="composer-foot">
        <ComposerTools few={chat} onEdit={box.edit} onFiles={take} onPoll={props.onPoll} />
        <span class="grow" />
        {draft.text.length > countFrom && (
          <span class="small soft">
            {t('composer.left', { count: limits.postBody - draft.text.length })}
          </span>
        )}
        {onCancel && (
          <Button look="quiet" onClick={onCancel}>
            {t('composer.cancel')}
          </Button>
        )}
        {!chat && (
          <Button look="quiet" onClick={() => setPreviewing(!previewing)} aria-pressed={previewing}>
            {t('composer.preview')}
          </Button>
        )}
        <Button look="primary" icon="send" busy={busy || draft.text.trim() === ''} onClick={submit}>
          {sendLabel}
        </Button>
      </div>
    </section>
  );
}
