import { type Suggestion, searchRoutes } from '@jembatan/shared/search.contract';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { addressOf } from './wish.ts';

/** Milliseconds without a key before anything is asked. */
const pauseMs = 150;
/** One Latin letter is no beginning yet; one of another script may be a word. */
const says = (typed: string) => [...typed].length > 1 || /[^\0-\u024f]/.test(typed);
/** Signs of a search for posts: nobody goes to a place by them. */
const hasSigns = (typed: string) => /["“„«「*]|(^|\s)-\S|\S:\S/.test(typed);

/** Where one can go by what is typed so far; those of before stay until others are here. */
export function useSuggestions(typed: string): readonly Suggestion[] {
  const { api } = useApp();
  const [items, setItems] = useState<readonly Suggestion[]>([]);
  const words = typed.trim();
  useEffect(() => {
    if (!says(words) || hasSigns(words)) {
      setItems([]);
      return undefined;
    }
    const aborter = new AbortController();
    const { signal } = aborter;
    const timer = setTimeout(() => {
      api(searchRoutes.suggest, { query: { q: words } }, { signal }).then(
        (found) => !signal.aborted && setItems(found.items),
        // Without them one still searches.
        () => !signal.aborted && setItems([]),
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [words]);
  return items;
}

/** The page a suggestion leads to. */
export function addressOfSuggestion({ kind, id, name, slug }: Suggestion): string {
  const end = slug ? `/${encodeURIComponent(slug)}` : '';
  if (kind === 'person') return `/people${end}`;
  if (kind === 'community') return `/c/${id}${end}`;
  if (kind === 'space') return `/spaces/${id}${end}`;
  if (kind === 'thread') return `/t/${id}${end}`;
  return addressOf({ q: '', in: 'posts', filters: { tag: name } });
}
