import { limits } from '@jembatan/shared/limits';
import type { Suggestion } from '@jembatan/shared/search.contract';
import type { InputHTMLAttributes, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { useSubmitOnEnter } from '../../ui/use-submit-on-enter.ts';
import { forgetRecent, recentOf } from './recent.ts';
import { SuggestionList } from './SuggestionList.tsx';
import { addressOfSuggestion, useSuggestions } from './suggestions.ts';

/** A line of the list: a place to go, or something looked for before. */
export type Choice =
  | { readonly key: string; readonly place: Suggestion }
  | { readonly key: string; readonly words: string };

interface SearchBoxProps {
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly onSearch: (words: string) => void;
}

/** What may be chosen now: before anything is typed, what was looked for lately. */
function useChoices(words: string): { choices: readonly Choice[]; forget: () => void } {
  const session = useApp().session.session.value;
  const me = 'person' in session ? session.person.id : null;
  const [forgotten, setForgotten] = useState(0);
  const suggestions = useSuggestions(words);
  const recent = me && words.trim() === '' ? recentOf(me) : [];
  const choices: Choice[] = [
    ...recent.map((one) => ({ key: `words ${one}`, words: one })),
    ...suggestions.map((place) => ({ key: `${place.kind} ${place.id ?? place.name}`, place })),
  ];
  const forget = () => {
    if (me) forgetRecent(me);
    setForgotten(forgotten + 1);
  };
  return { choices, forget };
}

/** Moves through the list with the arrows and past its ends back to the text; Escape closes it. */
function stepOf(key: string, active: number, count: number): number | null {
  if (key === 'ArrowDown') return active + 1 < count ? active + 1 : -1;
  if (key === 'ArrowUp') return active < 0 ? count - 1 : active - 1;
  return null;
}

/** Says how many there are to those who do not see the list. */
function useSpokenChoices(count: number, isOpen: boolean): void {
  const t = useText('search');
  const { announcer } = useApp();
  useEffect(() => {
    if (isOpen && count > 0) announcer.announce(t('suggestions.count', { count }));
  }, [count, isOpen]);
}

/** What the list of choices does: which is open and chosen, by keys and presses. */
function useList({ words, onSearch }: Pick<SearchBoxProps, 'words' | 'onSearch'>) {
  const { route } = useLocation();
  const [isWanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const { choices, forget } = useChoices(words);
  const isOpen = isWanted && choices.length > 0;
  useSpokenChoices(choices.length, isOpen);
  useEffect(() => setActive(-1), [words, choices.length]);

  const search = (text: string) => {
    setWanted(false);
    onSearch(text);
  };
  const choose = (choice: Choice) => {
    if ('words' in choice) return search(choice.words);
    setWanted(false);
    route(addressOfSuggestion(choice.place));
  };
  const onEnter = useSubmitOnEnter(() => {
    const choice = isOpen ? choices[active] : undefined;
    if (choice) choose(choice);
    else search(words);
  });

  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
    if (event.isComposing) return;
    onEnter(event);
    const step = stepOf(event.key, isOpen ? active : -1, choices.length);
    if (step !== null && choices.length > 0) {
      event.preventDefault();
      setWanted(true);
      setActive(step);
    } else if (event.key === 'Escape' && isOpen) {
      // The list goes, what was typed stays.
      event.preventDefault();
      setWanted(false);
    }
  }
  return { choices, active, isOpen, setWanted, forget, search, choose, onKeyDown };
}

/** The box one searches in. While one types it offers where to go; the focus stays in the text. */
export function SearchBox({ words, onWords, onSearch }: SearchBoxProps) {
  const t = useText('search');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useList({ words, onSearch });
  const { choices, active, isOpen, setWanted } = list;
  useEffect(() => {
    if (!words) input.current?.focus();
  }, []);
  const combobox = {
    type: 'search',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
    'aria-expanded': isOpen,
    'aria-controls': `${id}-list`,
    'aria-activedescendant': isOpen && active >= 0 ? `${id}-${active}` : undefined,
  } as InputHTMLAttributes;

  return (
    <div class="search-box">
      <div class="field search-field">
        <label class="field-label" for={id}>
          {t('words')}
        </label>
        <input
          {...combobox}
          ref={input}
          id={id}
          class="input"
          dir="auto"
          value={words}
          maxLength={limits.searchQuery}
          autoComplete="off"
          enterkeyhint="search"
          onInput={(event) => {
            setWanted(true);
            onWords(event.currentTarget.value);
          }}
          onFocus={() => setWanted(words === '')}
          onClick={() => setWanted(true)}
          onBlur={() => setWanted(false)}
          onKeyDown={list.onKeyDown}
        />
        {isOpen && (
          <SuggestionList
            {...{ id, choices, active }}
            onChoose={list.choose}
            onForget={words.trim() === '' ? list.forget : undefined}
          />
        )}
      </div>
      <Button look="primary" icon="search" onClick={() => list.search(words)}>
        {t('go')}
      </Button>
    </div>
  );
}
