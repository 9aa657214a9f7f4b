import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { personOf } from './thread-model.ts';
import { createTypingVoice, createTypingWatch } from './typing.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ana = personOf(1);
const ben = personOf(2);

describe('SYNC-4 typing marks', () => {
  it('end by themselves when nothing more is heard', () => {
    const watch = createTypingWatch();
    watch.heard({ person: ana, on: true });
    vi.advanceTimersByTime(4_000);
    watch.heard({ person: ben, on: true });
    vi.advanceTimersByTime(3_000);
    expect(watch.people.value).toEqual([ben]);
    vi.advanceTimersByTime(4_000);
    expect(watch.people.value).toEqual([]);
  });

  it('end at once when told, and each person is named once', () => {
    const watch = createTypingWatch();
    watch.heard({ person: ana, on: true });
    watch.heard({ person: ana, on: true });
    expect(watch.people.value).toEqual([ana]);
    watch.heard({ person: ana, on: false });
    expect(watch.people.value).toEqual([]);
  });

  it('are said seldom while typing, and taken back at once when sent or emptied', () => {
    const said: boolean[] = [];
    const voice = createTypingVoice((on) => said.push(on));
    for (const text of ['h', 'he', 'hel']) voice.typed(text);
    expect(said).toEqual([true]);
    vi.advanceTimersByTime(3_500);
    voice.typed('hell');
    expect(said).toEqual([true, true]);
    voice.typed('');
    expect(said).toEqual([true, true, false]);
    voice.over();
    expect(said).toEqual([true, true, false]);
    voice.typed('again');
    voice.over();
    expect(said).toEqual([true, true, false, true, false]);
  });
});
