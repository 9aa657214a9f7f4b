import type { AppError } from '@jembatan/shared/errors';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { appErrorOf } from '../net/problem.ts';

/** Something a page has asked for. */
export interface Resource<T> {
  readonly value: T | undefined;
  readonly error: AppError | null;
  /** Asks again; what is shown stays until the answer is here. */
  reload(): void;
  /** Puts a newer value in place, e.g. the answer of a change. */
  set(value: T): void;
}

interface State<T> {
  readonly key: string | null;
  readonly value: T | undefined;
  readonly error: AppError | null;
}

/**
 * Asks once per `key` (and again when another person signs in); null asks
 * nothing yet. An answer that comes after the key has changed is dropped.
 */
export function useResource<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
): Resource<T> {
  const app = useApp();
  const session = app.session.session.value;
  const reader = session.kind === 'member' ? session.person.id : session.kind;
  // What an ended sign-in has on its page stays there.
  const lastReader = useRef(reader);
  if (reader !== 'ended') lastReader.current = reader;
  const fullKey =
    key === null || lastReader.current === 'starting' ? null : `${lastReader.current} ${key}`;

  const [state, setState] = useState<State<T>>({ key: null, value: undefined, error: null });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    if (fullKey === null) return undefined;
    const aborter = new AbortController();
    latest.current(aborter.signal).then(
      (value) => !aborter.signal.aborted && setState({ key: fullKey, value, error: null }),
      (error: unknown) => {
        if (aborter.signal.aborted) return;
        setState((old) => ({
          key: fullKey,
          value: old.key === fullKey ? old.value : undefined,
          error: appErrorOf(error),
        }));
      },
    );
    return () => aborter.abort();
  }, [fullKey, round]);

  const reload = useCallback(() => setRound((count) => count + 1), []);
  // What did not come is asked for again when the connection is back.
  useEffect(() => (state.error ? app.socket.onGap(reload) : undefined), [state.error]);
  const set = useCallback((value: T) => setState({ key: fullKey, value, error: null }), [fullKey]);
  const current = state.key === fullKey;
  return {
    value: current ? state.value : undefined,
    error: current ? state.error : null,
    reload,
    set,
  };
}
