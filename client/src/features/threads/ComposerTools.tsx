import { useRef, useState } from 'preact/hooks';
import { Later } from '../../frame/Later.tsx';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/Button.tsx';
import { shortcuts } from './composer-keys.ts';
import {
  insertLink,
  insertSpoiler,
  insertTable,
  insertWords,
  type Selected,
  toggleCode,
  toggleLines,
  toggleMath,
} from './composer-text.ts';
import { EmojiPicker } from './Reactions.tsx';
import { useRoving } from './use-roving.ts';

type Edit = (change: (selected: Selected) => Selected) => void;

interface ComposerToolsProps {
  readonly onEdit: Edit;
  /** In a chat there is room for files only. */
  readonly few?: boolean | undefined;
  readonly onPoll?: (() => void) | undefined;
  /** Absent where no files belong. */
  readonly onFiles?: ((files: readonly File[]) => void) | undefined;
}

const loadTimeDialog = () => import('./TimeDialog.tsx').then((module) => module.TimeDialog);

interface SignProps {
  readonly name: string;
  readonly label: string;
  readonly sign: string;
  /** The letter that does the same with Ctrl or ⌘. */
  readonly letter?: string;
  readonly onClick: () => void;
}

function Sign({ name, label, sign, letter, onClick }: SignProps) {
  return (
    <button
      type="button"
      class={`icon-button sign sign-${name}`}
      aria-label={label}
      aria-keyshortcuts={letter && `Control+${letter.toUpperCase()}`}
      title={letter ? `${label} (Ctrl+${letter.toUpperCase()})` : label}
      onClick={onClick}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

const marks = [
  { key: 'bold', sign: 'B', letter: 'b' },
  { key: 'italic', sign: 'I', letter: 'i' },
  { key: 'code', sign: '<>', letter: 'e' },
] as const;

/** What stands in a line, and lines. */
function MarkdownTools({ onEdit }: { readonly onEdit: Edit }) {
  const t = useText('threads');
  const writing = useText('writing');
  const lines = (prefix: string) => () => onEdit((selected) => toggleLines(selected, prefix));
  return (
    <>
      {marks.map(({ key, sign, letter }) => (
        <Sign
          key={key}
          name={key}
          sign={sign}
          letter={letter}
          label={t(`composer.${key}`)}
          onClick={() => onEdit(shortcuts[letter] ?? toggleCode)}
        />
      ))}
      <Sign name="heading" sign="H" label={writing('tools.heading')} onClick={lines('## ')} />
      <Sign name="list" sign="•" label={t('composer.list')} onClick={lines('- ')} />
      <IconButton icon="quote" label={t('composer.quote')} onClick={lines('> ')} />
      <IconButton icon="link" label={t('composer.link')} onClick={() => onEdit(insertLink)} />
    </>
  );
}

/** What a line alone cannot hold. */
function RichTools({ onEdit, onPoll }: Pick<ComposerToolsProps, 'onEdit' | 'onPoll'>) {
  const t = useText('writing');
  const [timing, setTiming] = useState(false);
  const insert = (words: string) => onEdit((selected) => insertWords(selected, words));
  return (
    <>
      {onPoll && <Sign name="poll" sign="☑" label={t('tools.poll')} onClick={onPoll} />}
      <Sign
        name="table"
        sign="▦"
        label={t('tools.table')}
        onClick={() => onEdit((selected) => insertTable(selected, t('tools.column')))}
      />
      <IconButton icon="eye-off" label={t('tools.spoiler')} onClick={() => onEdit(insertSpoiler)} />
      <Sign name="maths" sign="x²" label={t('tools.maths')} onClick={() => onEdit(toggleMath)} />
      <IconButton icon="clock" label={t('tools.time')} onClick={() => setTiming(true)} />
      <EmojiPicker label={t('tools.emoji')} onChoose={(emoji) => insert(emoji)} />
      {timing && (
        <Later
          load={loadTimeDialog}
          props={{
            onClose: () => setTiming(false),
            onInsert: (token: string) => {
              setTiming(false);
              insert(token);
            },
          }}
        />
      )}
    </>
  );
}

function FilesTool({ onFiles }: Required<Pick<ComposerToolsProps, 'onFiles'>>) {
  const t = useText('threads');
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="image" label={t('composer.file')} onClick={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles?.([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

/** What can be done to the text by a press instead of by typing: one row, one stop for Tab. */
export function ComposerTools({ onEdit, onPoll, onFiles, few }: ComposerToolsProps) {
  const t = useText('threads');
  const { row, onKeyDown } = useRoving<HTMLDivElement>();
  return (
    <div
      ref={row}
      class={few ? 'composer-tools' : 'composer-tools composer-tools-all'}
      role="toolbar"
      tabIndex={-1}
      aria-label={t('composer.tools')}
      onKeyDown={onKeyDown}
    >
      {!few && <MarkdownTools onEdit={onEdit} />}
      {onFiles && <FilesTool onFiles={onFiles} />}
      {!few && <RichTools onEdit={onEdit} onPoll={onPoll} />}
    </div>
  );
}
