import { useEffect, useState } from 'preact/hooks';
import type { Completions } from './completions.ts';

type Find = (text: string, caret: number) => Completions | null;

/** Something that may be the beginning of an emoji's or a language's name. */
const maybe = /(?::|[`~]{3})[a-z0-9_+#-]+$/;

/** Offers emoji and languages of code; what knows them is loaded when one may be meant. */
export function useCompletions(text: string, caret: number): Completions | null {
  const [find, setFind] = useState<{ readonly at: Find } | null>(null);
  const may = maybe.test(text.slice(Math.max(0, caret - 50), caret));
  useEffect(() => {
    if (!may || find) return;
    import('./completions.ts').then(
      ({ completionsAt }) => setFind({ at: completionsAt }),
      // Without connection names are typed by hand.
      () => undefined,
    );
  }, [may]);
  return (may && find?.at(text, caret)) || null;
}
