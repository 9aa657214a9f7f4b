import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReadPosition } from './read-position.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function tracker(from = 0) {
  const sent: number[] = [];
  const send = vi.fn(async (number: number) => void sent.push(number));
  return { sent, send, position: createReadPosition({ from, send, everyMs: 1_000 }) };
}

describe('read position', () => {
  it('tells the furthest number, once for many', async () => {
    const { sent, position } = tracker();
    for (const number of [1, 2, 3]) position.seen(number);
    await vi.advanceTimersByTimeAsync(1);
    for (const number of [4, 5, 6]) position.seen(number);
    await vi.advanceTimersByTimeAsync(900);
    expect(sent).toEqual([3]);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent).toEqual([3, 6]);
  });

  it('never goes back', async () => {
    const { sent, position } = tracker(10);
    position.seen(4);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
  });

  it('SYNC-3 does not repeat what another tab has told', async () => {
    const { sent, position } = tracker();
    position.seen(5);
    position.moved(7);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
    position.seen(8);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([8]);
  });

  it('tells again after a failure', async () => {
    const { sent, send, position } = tracker();
    send.mockRejectedValueOnce(new Error('away'));
    position.seen(3);
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual([3]);
  });

  it('tells at once when the page is left', () => {
    const { send, position } = tracker();
    position.seen(2);
    position.flush();
    expect(send).toHaveBeenCalledWith(2);
  });
});
