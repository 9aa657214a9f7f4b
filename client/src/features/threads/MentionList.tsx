import type { PersonView } from '@jembatan/shared/people.contract';
import { useText } from '../../i18n/use-text.ts';
import { Avatar, Name } from '../../ui/Person.tsx';
import { Options } from './CompletionList.tsx';
import type { Completion } from './completions.ts';

interface MentionListProps {
  readonly id: string;
  readonly people: readonly PersonView[];
  /** Study groups and roles, after the people. */
  readonly groups: readonly Completion[];
  readonly active: number;
  readonly onChoose: (choice: PersonView | Completion) => void;
}

/** People to choose from while a name is typed; the focus stays in the text. */
export function MentionList({ id, people, groups, active, onChoose }: MentionListProps) {
  const t = useText('threads');
  return (
    <div id={id} class="mention-list" role="listbox" aria-label={t('composer.mention')}>
      {people.map((person, index) => (
        <div
          key={person.id}
          id={`${id}-${index}`}
          class="mention-option"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The text would lose the focus, and a phone its keyboard.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
          onKeyDown={() => undefined}
        >
          <Avatar person={person} size="small" />
          <Name person={person} />
          <bdi class="soft small">@{person.handle}</bdi>
        </div>
      ))}
      <Options id={id} options={groups} first={people.length} active={active} onChoose={onChoose} />
    </div>
  );
}
