import { useEffect, useMemo, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { draftsHere } from '../../state/drafts.ts';
import { KeptDraft } from './kept-draft.ts';

/** Between two writings to the device, in milliseconds. */
const keepEveryMs = 400;

/** A text that survives reloads until it is sent or thrown away. */
export interface DraftText {
  /** Where it stands, as `useDraft` was told. */
  readonly place: string;
  readonly text: string;
  /** The Idempotency-Key of the submission this text will be. */
  readonly key: string;
  change(text: string): void;
  /** Goes on at what the person wrote elsewhere, as the same submission. */
  adopt(text: string, key: string): void;
  /** What is sent from now on is another submission. */
  renew(): void;
  /** Sent or thrown away: the box is empty, the device forgets. */
  clear(): void;
}

/** The draft of one place (`thread:<id>`, `post:<id>`), with what the box starts with when there is none. */
export function useDraft(place: string, start = ''): DraftText {
  const app = useApp();
  const kept = useMemo(() => new KeptDraft(draftsHere(app.session), place, start), [place]);
  const [, setText] = useState(kept.text);
  const { text } = kept;

  useEffect(() => {
    const timer = setTimeout(() => kept.keep(), keepEveryMs);
    return () => clearTimeout(timer);
  }, [text]);

  useEffect(() => {
    const onHide = () => kept.keep();
    addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onHide);
      kept.keep();
    };
  }, [kept]);

  return {
    place,
    // As it is when asked: it is also asked while the box goes away.
    get text() {
      return kept.text;
    },
    get key() {
      return kept.key;
    },
    change: (next) => {
      kept.change(next);
      setText(next);
    },
    adopt: (next, key) => {
      kept.adopt(next, key);
      setText(next);
    },
    renew: () => kept.renew(),
    clear: () => {
      kept.clear();
      setText('');
    },
  };
}
