import { insertMention } from '@jembatan/shared/mentions';
import type { PersonView } from '@jembatan/shared/people.contract';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Selected } from './composer-text.ts';

/** A text box whose text is changed by buttons as well as by typing. */
export interface TextBox {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly caret: number;
  /** To be called on every input, key and click in the box. */
  track(): void;
  /** Changes text and selection; the focus goes back into the box. */
  edit(change: (selected: Selected) => Selected): void;
  mention(start: number, person: PersonView): void;
}

export function useTextBox(text: string, change: (text: string) => void): TextBox {
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(text.length);
  // Two changes may come before the box is drawn again; the second must see the first.
  const latest = useRef(text);
  latest.current = text;
  const wanted = useRef<{ start: number; end: number } | null>(null);

  useLayoutEffect(() => {
    if (!wanted.current || !area.current) return;
    const { start, end } = wanted.current;
    wanted.current = null;
    area.current.focus();
    area.current.setSelectionRange(start, end);
    setCaret(end);
  });

  function edit(work: (selected: Selected) => Selected): void {
    const box = area.current;
    const { length } = latest.current;
    const next = work({
      text: latest.current,
      start: wanted.current?.start ?? box?.selectionStart ?? length,
      end: wanted.current?.end ?? box?.selectionEnd ?? length,
    });
    latest.current = next.text;
    wanted.current = { start: next.start, end: next.end };
    change(next.text);
    // Also where only the selection changes, the box is drawn again.
    setCaret(next.end);
  }

  return {
    area,
    caret,
    track: () => setCaret(area.current?.selectionStart ?? 0),
    edit,
    mention: (start, person) =>
      edit((selected) => {
        const done = insertMention(selected.text, { start, caret: selected.end }, person.handle);
        return { text: done.text, start: done.caret, end: done.caret };
      }),
  };
}
