import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { newKey } from '../../net/http.ts';

/** Between two writings to the device, in milliseconds. */
const keepEveryMs = 400;

/** A text that survives reloads until it is sent or thrown away. */
export interface DraftText {
  readonly text: string;
  /** The Idempotency-Key of the submission this text will be. */
  readonly key: string;
  change(text: string): void;
  /** What is sent from now on is another submission. */
  renew(): void;
  /** Sent or thrown away: the box is empty, the device forgets. */
  clear(): void;
}

/** The draft of one place (`thread:<id>`, `post:<id>`), with what the box starts with when there is none. */
export function useDraft(place: string, start = ''): DraftText {
  const drafts = useApp().drafts();
  const kept = useRef<{ place: string; key: string; written: string } | null>(null);
  const [text, setText] = useState(() => drafts.read(place)?.text ?? start);
  if (kept.current?.place !== place) {
    const draft = drafts.read(place);
    kept.current = { place, key: draft?.key ?? newKey(), written: draft?.text ?? start };
  }
  const latest = useRef(text);
  const here = kept.current;

  const keep = useCallback(() => {
    if (here.written === latest.current) return;
    here.written = latest.current;
    if (latest.current === '') drafts.remove(place);
    else drafts.write(place, { text: latest.current, key: here.key, changedAt: Date.now() });
  }, [place]);

  useEffect(() => {
    const timer = setTimeout(keep, keepEveryMs);
    return () => clearTimeout(timer);
  }, [text]);

  useEffect(() => {
    const onHide = () => keep();
    addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onHide);
      keep();
    };
  }, [keep]);

  return {
    text,
    key: here.key,
    change: (next) => {
      latest.current = next;
      setText(next);
    },
    renew: () => {
      here.key = newKey();
      here.written = '';
      keep();
    },
    clear: () => {
      drafts.remove(place);
      here.key = newKey();
      here.written = '';
      latest.current = '';
      setText('');
    },
  };
}
