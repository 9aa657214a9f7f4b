import { limits } from '@jembatan/shared/limits';
import type { PersonView } from '@jembatan/shared/people.contract';
import { type ReadonlySignal, signal } from '@preact/signals';

/** Who is typing, as far as this tab was told; a mark ends by itself. */
export interface TypingWatch {
  readonly people: ReadonlySignal<readonly PersonView[]>;
  heard(news: { readonly person: PersonView; readonly on: boolean }): void;
  /** The connection was lost or the place was entered anew: nobody is known to type. */
  clear(): void;
}

/** A mark outlives its news by this much at most, in milliseconds. */
const livesMs = limits.typingSeconds * 1_000;

export function createTypingWatch(): TypingWatch {
  const people = signal<readonly PersonView[]>([]);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function end(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    people.value = people.value.filter((person) => person.id !== id);
  }

  return {
    people,
    heard: ({ person, on }) => {
      end(person.id);
      if (!on) return;
      people.value = [...people.value, person];
      timers.set(
        person.id,
        setTimeout(() => end(person.id), livesMs),
      );
    },
    clear: () => {
      for (const id of [...timers.keys()]) end(id);
    },
  };
}

/** Says that this person types, at most every few seconds, and once that it is over. */
export interface TypingVoice {
  /** The text in the box has changed. */
  typed(text: string): void;
  /** Sent, emptied or left. */
  over(): void;
}

/** Often enough that a mark does not end while somebody writes on. */
const sayEveryMs = livesMs / 2;

export function createTypingVoice(say: (on: boolean) => void): TypingVoice {
  let saidAt = Number.NEGATIVE_INFINITY;

  function over(): void {
    if (saidAt === Number.NEGATIVE_INFINITY) return;
    saidAt = Number.NEGATIVE_INFINITY;
    say(false);
  }

  return {
    typed: (text) => {
      if (text.trim() === '') {
        over();
        return;
      }
      if (Date.now() - saidAt < sayEveryMs) return;
      saidAt = Date.now();
      say(true);
    },
    over,
  };
}
