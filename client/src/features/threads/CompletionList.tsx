import { useText } from '../../i18n/use-text.ts';
import type { Completion } from './completions.ts';

interface CompletionListProps {
  readonly id: string;
  readonly options: readonly Completion[];
  readonly active: number;
  readonly onChoose: (option: Completion) => void;
}

/** The options of a list, of which those before `first` are others. */
export function Options({
  id,
  options,
  active,
  onChoose,
  first = 0,
}: CompletionListProps & { readonly first?: number }) {
  return (
    <>
      {options.map((option, index) => (
        <div
          key={option.id}
          id={`${id}-${first + index}`}
          class="mention-option"
          role="option"
          tabIndex={-1}
          aria-selected={first + index === active}
          // The text would lose the focus, and a phone its keyboard.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
          onKeyDown={() => undefined}
        >
          {option.sign && <span aria-hidden="true">{option.sign}</span>}
          <bdi>{option.label}</bdi>
        </div>
      ))}
    </>
  );
}

/** What may be meant by what is being typed; the focus stays in the text. */
export function CompletionList(props: CompletionListProps) {
  const t = useText('writing');
  return (
    <div id={props.id} class="mention-list" role="listbox" aria-label={t('tools.completions')}>
      <Options {...props} />
    </div>
  );
}
