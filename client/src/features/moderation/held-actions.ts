import type { AppError } from '@jembatan/shared/errors';
import type { ActionKind, CaseView } from '@jembatan/shared/moderation.contract';
import { type ReadonlySignal, signal } from '@preact/signals';
import { appErrorOf } from '../../net/problem.ts';

/** A decision that can still be taken back. */
export interface HeldAction {
  readonly case: CaseView;
  readonly action: ActionKind;
  readonly reason: string;
  /** When it is carried out, in milliseconds since 1970. */
  readonly dueAt: number;
}

export interface HeldActions {
  readonly held: ReadonlySignal<readonly HeldAction[]>;
  /** Cases that were decided and sent since the page was opened. */
  readonly done: ReadonlySignal<ReadonlySet<string>>;
  /** The last one that could not be carried out; its case is back in the queue. */
  readonly failed: ReadonlySignal<{ readonly held: HeldAction; readonly error: AppError } | null>;
  decide(decision: Omit<HeldAction, 'dueAt'>): void;
  /** Takes one back: nothing has happened. */
  undo(caseId: string): void;
  /** Carries one out without waiting. */
  hurry(caseId: string): void;
  /** The page is being left: everything decided is carried out. */
  flush(): void;
}

/** Decisions wait this long, in milliseconds, so that a slip of the hand harms nobody. */
export const undoForMs = 30_000;

/**
 * Holds each decision for thirty seconds before it is sent. Should the page be
 * lost meanwhile, the case is simply still in the queue.
 */
export function createHeldActions(act: (decision: HeldAction) => Promise<void>): HeldActions {
  const held = signal<readonly HeldAction[]>([]);
  const done = signal<ReadonlySet<string>>(new Set());
  const failed = signal<{ held: HeldAction; error: AppError } | null>(null);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function take(caseId: string): HeldAction | null {
    clearTimeout(timers.get(caseId));
    timers.delete(caseId);
    const found = held.value.find((one) => one.case.id === caseId) ?? null;
    held.value = held.value.filter((one) => one !== found);
    return found;
  }

  function hurry(caseId: string): void {
    const decision = take(caseId);
    if (!decision) return;
    done.value = new Set(done.value).add(caseId);
    act(decision).catch((error: unknown) => {
      done.value = new Set([...done.value].filter((id) => id !== caseId));
      failed.value = { held: decision, error: appErrorOf(error) };
    });
  }

  return {
    held,
    done,
    failed,
    decide: (decision) => {
      failed.value = null;
      held.value = [...held.value, { ...decision, dueAt: Date.now() + undoForMs }];
      timers.set(
        decision.case.id,
        setTimeout(() => hurry(decision.case.id), undoForMs),
      );
    },
    undo: (caseId) => void take(caseId),
    hurry,
    flush: () => {
      for (const one of held.value) hurry(one.case.id);
    },
  };
}
