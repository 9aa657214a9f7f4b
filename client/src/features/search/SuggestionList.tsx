import type { Suggestion } from '@jembatan/shared/search.contract';
import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Avatar, Name } from '../../ui/Person.tsx';
import type { Choice } from './SearchBox.tsx';

const icons: Record<Exclude<Suggestion['kind'], 'person'>, IconName> = {
  community: 'people',
  space: 'forums',
  thread: 'quote',
  tag: 'pin',
};

function Place({ place }: { place: Suggestion }) {
  const t = useText('search');
  if (place.kind === 'person' && place.person)
    return (
      <>
        <Avatar person={place.person} size="small" />
        <span class="suggestion-name">
          <Name person={place.person} />
        </span>
        <bdi class="small soft">@{place.slug}</bdi>
      </>
    );
  return (
    <>
      {place.kind !== 'person' && <Icon name={icons[place.kind]} />}
      <bdi class="suggestion-name">{place.name}</bdi>
      <span class="small soft">
        {place.place ? <bdi>{place.place}</bdi> : t(`suggestions.${place.kind}`)}
      </span>
    </>
  );
}

interface SuggestionListProps {
  readonly id: string;
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly onChoose: (choice: Choice) => void;
  /** Where the choices are what was looked for lately. */
  readonly onForget: (() => void) | undefined;
}

/** What may be chosen while one types; the focus stays in the text. */
export function SuggestionList(props: SuggestionListProps) {
  const { id, choices, active, onChoose, onForget } = props;
  const t = useText('search');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  // A press here would take the focus from the text, and with it the list and a phone's keyboard.
  const keepFocus = (event: MouseEvent) => event.preventDefault();
  return (
    <div class="suggestions">
      {onForget && <p class="small soft suggestions-head">{t('suggestions.recent')}</p>}
      <div id={`${id}-list`} ref={list} role="listbox" aria-label={t('suggestions.title')}>
        {choices.map((choice, index) => (
          <div
            key={choice.key}
            id={`${id}-${index}`}
            class="suggestion"
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={keepFocus}
            onClick={() => onChoose(choice)}
            onKeyDown={() => undefined}
          >
            {'place' in choice ? (
              <Place place={choice.place} />
            ) : (
              <>
                <Icon name="clock" />
                <bdi class="suggestion-name">{choice.words}</bdi>
              </>
            )}
          </div>
        ))}
      </div>
      {onForget && (
        <Button look="quiet" onMouseDown={keepFocus} onClick={onForget}>
          {t('suggestions.forget')}
        </Button>
      )}
    </div>
  );
}
