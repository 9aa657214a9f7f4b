import { useRef } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/Button.tsx';
import {
  insertLink,
  type Selected,
  toggleAround,
  toggleCode,
  toggleLines,
} from './composer-text.ts';

interface ComposerToolsProps {
  readonly onEdit: (change: (selected: Selected) => Selected) => void;
  /** In a chat there is room for files only. */
  readonly few?: boolean | undefined;
  readonly onFiles: (files: readonly File[]) => void;
}

const marks = [
  { key: 'bold', sign: 'B', change: (selected: Selected) => toggleAround(selected, '**') },
  { key: 'italic', sign: 'I', change: (selected: Selected) => toggleAround(selected, '*') },
  { key: 'code', sign: '<>', change: toggleCode },
  { key: 'list', sign: '•', change: (selected: Selected) => toggleLines(selected, '- ') },
] as const;

/** Buttons that write Markdown for those who do not know it. */
function MarkdownTools({ onEdit }: Pick<ComposerToolsProps, 'onEdit'>) {
  const t = useText('threads');
  return (
    <>
      {marks.map(({ key, sign, change }) => (
        <button
          key={key}
          type="button"
          class={`icon-button sign sign-${key}`}
          aria-label={t(`composer.${key}`)}
          title={t(`composer.${key}`)}
          onClick={() => onEdit(change)}
        >
          <span aria-hidden="true">{sign}</span>
        </button>
      ))}
      <IconButton icon="link" label={t('composer.link')} onClick={() => onEdit(insertLink)} />
      <IconButton
        icon="quote"
        label={t('composer.quote')}
        onClick={() => onEdit((selected) => toggleLines(selected, '> '))}
      />
    </>
  );
}

/** What can be done to the text by a press instead of by typing. */
export function ComposerTools({ onEdit, onFiles, few }: ComposerToolsProps) {
  const t = useText('threads');
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div class="composer-tools" role="toolbar" aria-label={t('composer.tools')}>
      {!few && <MarkdownTools onEdit={onEdit} />}
      <IconButton icon="image" label={t('composer.file')} onClick={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
