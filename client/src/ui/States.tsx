import type { AppError } from '@jembatan/shared/errors';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/use-text.ts';
import { Button } from './Button.tsx';

/** One sentence and one button: what this place is for and how it begins. */
export function EmptyState({
  sentence,
  children,
}: {
  sentence: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p>{sentence}</p>
      {children}
    </div>
  );
}

const patienceMs = 300;

/** Grey lines, but only when the wait is long enough to be noticed. */
export function Skeleton({ lines = 5 }: { lines?: number }) {
  const t = useText('common');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="skeleton" role="status" hidden={!shown}>
      <span class="visually-hidden">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} aria-hidden="true" />
      ))}
    </div>
  );
}

/** The words for an error: what happened, what is safe, what to do. */
export function useErrorText(): (error: AppError) => string {
  const t = useText('errors');
  const rare = useText('rare-errors');
  return (error) => {
    if (error.details.network === true) return t('unreachable');
    const seconds = Number(error.details.retryAfter);
    if (error.code === 'too-many' && Number.isFinite(seconds))
      return t('too-many-wait', { count: Math.ceil(seconds) });
    // What no thread answers comes with the texts of the pages that may.
    const text = t(error.code);
    return text === error.code ? rare(text) : text;
  };
}

interface ErrorNoteProps {
  readonly error: AppError | null;
  readonly onRetry?: (() => void) | undefined;
}

/** Says an error where it happened; nothing when there is none. */
export function ErrorNote({ error, onRetry }: ErrorNoteProps) {
  const t = useText('common');
  const say = useErrorText();
  if (!error) return null;
  return (
    <div class="note note-harm" role="alert">
      <p>{say(error)}</p>
      {onRetry && (
        <div>
          <Button onClick={onRetry}>{t('tryAgain')}</Button>
        </div>
      )}
    </div>
  );
}

export function Pill({
  look,
  children,
}: {
  look?: 'live' | 'good' | 'harm' | 'count' | undefined;
  children: ComponentChildren;
}) {
  return <span class={look ? `pill pill-${look}` : 'pill'}>{children}</span>;
}
