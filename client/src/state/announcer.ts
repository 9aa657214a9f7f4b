import { type ReadonlySignal, signal } from '@preact/signals';

/** Speaks to screen readers and shows short notes. */
export interface Announcer {
  readonly spoken: ReadonlySignal<string>;
  readonly toast: ReadonlySignal<Toast | null>;
  /** Says a sentence politely, without showing it. */
  announce(sentence: string): void;
  /** Shows a note for a while, and says it. */
  show(toast: Toast): void;
  dismiss(): void;
}

export interface Toast {
  readonly text: string;
  /** Takes back what the note tells of. */
  readonly undo?: (() => void) | undefined;
  /** How long it stays, in milliseconds; 6,000 when absent. */
  readonly forMs?: number | undefined;
}

export function createAnnouncer(): Announcer {
  const spoken = signal('');
  const toast = signal<Toast | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function announce(sentence: string): void {
    // The same words twice are only spoken twice when the region was empty between them.
    spoken.value = '';
    setTimeout(() => {
      spoken.value = sentence;
    }, 50);
  }

  function dismiss(): void {
    clearTimeout(timer);
    toast.value = null;
  }

  return {
    spoken,
    toast,
    announce,
    show: (next) => {
      dismiss();
      toast.value = next;
      timer = setTimeout(dismiss, next.forMs ?? 6_000);
    },
    dismiss,
  };
}
