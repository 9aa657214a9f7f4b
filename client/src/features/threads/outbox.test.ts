import { AppError } from '@jembatan/shared/errors';
import type { PostView } from '@jembatan/shared/threads.view';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxNews, Submission } from '../../kept/submission.ts';
import { createOutbox } from './outbox.ts';
import { type QuickStorage, submissionsOf } from './submissions.ts';
import { memberCan, personOf, ThreadModel } from './thread-model.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const model = new ThreadModel();
model.create(personOf(1));
const [post] = model.page({ id: personOf(1).id, can: memberCan }, { from: 1, limit: 1 }).items as [
  PostView,
];

/** A device whose storage outlives the page, with everybody who sends from it. */
function device() {
  const quick = new Map<string, string>();
  const stored = new Map<string, { personId: string; one: Submission }>();
  const listeners = new Set<(news: OutboxNews) => void>();
  const storage: QuickStorage = {
    read: (name) => quick.get(name) ?? null,
    write: (name, text) => Boolean(quick.set(name, text)),
    remove: (name) => void quick.delete(name),
    names: () => [...quick.keys()],
  };
  const store = {
    all: async (personId: string) =>
      [...stored.values()].filter((row) => row.personId === personId).map((row) => row.one),
    has: async (key: string) => stored.has(key),
    keep: async (personId: string, one: Submission) => {
      stored.set(one.key, { personId, one });
    },
    drop: async (key: string) => {
      stored.delete(key);
    },
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    stored,
    submissionsOf: (personId: string) => submissionsOf(personId, storage, store),
    /** What locks do in a browser: one after the other. */
    alone: <T>(work: () => Promise<T>): Promise<T> => {
      const next = turn.then(work, work);
      turn = next.catch(() => undefined);
      return next;
    },
    /** A channel as one tab has it: it does not hear itself, and nothing at once. */
    others: () => {
      let own: ((news: OutboxNews) => void) | undefined;
      return {
        tell: (news: OutboxNews) => {
          for (const listener of listeners)
            if (listener !== own) queueMicrotask(() => listener(news));
        },
        listen: (listener: (news: OutboxNews) => void) => {
          own = listener;
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      };
    },
    /** Nothing of a text is left. */
    isEmpty: () => stored.size === 0 && quick.size === 0,
  };
}
type Device = ReturnType<typeof device>;

/** A server that remembers keys, and can be away, refuse, or lose its answer. */
function server() {
  const posts = new Map<string, string>();
  const calls: string[] = [];
  const trouble: (AppError | 'answer-lost')[] = [];
  const send = async (one: Submission): Promise<PostView> => {
    calls.push(one.key);
    const next = trouble.shift();
    if (next instanceof AppError) throw next;
    if (!posts.has(one.key)) posts.set(one.key, one.body);
    if (next === 'answer-lost') throw new AppError('unavailable', { network: true });
    return post;
  };
  return { posts, calls, trouble, send };
}

const settled = () => vi.advanceTimersByTimeAsync(10);

function open(
  on: Device,
  { send }: { send: (one: Submission) => Promise<PostView> },
  personId = 'a',
) {
  return createOutbox({
    submissions: on.submissionsOf(personId),
    alone: on.alone,
    others: on.others(),
    send,
    askForSync: () => undefined,
    isOnline: () => true,
  });
}

const reply = (key: string, body = `text ${key}`) => ({ key, threadId: 't', body });
const away = () => new AppError('unavailable', { network: true });

describe('outbox', () => {
  it('SYNC-1 an answer that was lost is asked for again under the same key: one post', async () => {
    const storage = device();
    const hub = server();
    hub.trouble.push('answer-lost');
    const outbox = open(storage, hub);
    outbox.submit(reply('k1'));
    await settled();
    expect(outbox.entries.value[0]?.state).toBe('waiting');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(hub.calls).toEqual(['k1', 'k1']);
    expect([...hub.posts.values()]).toEqual(['text k1']);
    expect(outbox.entries.value).toEqual([]);
    expect(storage.isEmpty()).toBe(true);
  });

  it('SYNC-1 goes on after a reload with the same key', async () => {
    const storage = device();
    const hub = server();
    hub.trouble.push('answer-lost');
    const before = open(storage, hub);
    before.submit(reply('k1'));
    await settled();
    before.stop();
    const after = open(storage, hub);
    await settled();
    expect(hub.calls).toEqual(['k1', 'k1']);
    expect([...hub.posts.values()]).toEqual(['text k1']);
    expect(after.entries.value).toEqual([]);
  });

  it('keeps the order of one thread while the first one waits', async () => {
    const hub = server();
    hub.trouble.push(away(), away());
    const outbox = open(device(), hub);
    outbox.submit(reply('k1'));
    outbox.submit(reply('k2'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([...hub.posts.keys()]).toEqual(['k1', 'k2']);
    expect(outbox.entries.value).toEqual([]);
  });

  it('goes at once when the connection is back', async () => {
    const hub = server();
    hub.trouble.push(away());
    const outbox = open(device(), hub);
    outbox.submit(reply('k1'));
    await vi.advanceTimersByTimeAsync(10);
    outbox.wake();
    await vi.advanceTimersByTimeAsync(10);
    expect(hub.posts.size).toBe(1);
  });

  it('a refusal keeps the text, over a reload too, and does not hold up the next', async () => {
    const storage = device();
    const hub = server();
    hub.trouble.push(new AppError('thread-locked'));
    const outbox = open(storage, hub);
    outbox.submit(reply('k1'));
    outbox.submit(reply('k2'));
    await vi.advanceTimersByTimeAsync(10);
    expect([...hub.posts.keys()]).toEqual(['k2']);
    const again = open(storage, hub);
    await settled();
    expect(again.entries.value[0]).toMatchObject({
      state: 'refused',
      submission: { body: 'text k1' },
      error: { code: 'thread-locked' },
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.calls).toEqual(['k1', 'k2']);
    expect(again.take('k1')?.body).toBe('text k1');
    await settled();
    expect(storage.isEmpty()).toBe(true);
  });

  it('a refused one can be tried again', async () => {
    const hub = server();
    hub.trouble.push(new AppError('thread-locked'));
    const outbox = open(device(), hub);
    outbox.submit(reply('k1'));
    await vi.advanceTimersByTimeAsync(10);
    outbox.retry('k1');
    await vi.advanceTimersByTimeAsync(10);
    expect(hub.posts.size).toBe(1);
    expect(outbox.entries.value).toEqual([]);
  });

  it('waits as long as the server asks', async () => {
    const hub = server();
    hub.trouble.push(new AppError('too-many', { retryAfter: 20 }));
    const outbox = open(device(), hub);
    outbox.submit(reply('k1'));
    await vi.advanceTimersByTimeAsync(19_000);
    expect(hub.posts.size).toBe(0);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(hub.posts.size).toBe(1);
  });

  it('does not show one person what another wrote on the same device', async () => {
    const storage = device();
    const never = { send: () => new Promise<PostView>(() => undefined) };
    open(storage, never, 'a').submit(reply('k1'));
    await settled();
    const [other, own] = [open(storage, never, 'b'), open(storage, never, 'a')];
    await settled();
    expect(other.entries.value).toEqual([]);
    expect(own.entries.value).toHaveLength(1);
  });

  it('SYNC-1 two tabs with the same text send it once, and both know', async () => {
    const storage = device();
    const hub = server();
    hub.trouble.push(away());
    const first = open(storage, hub);
    first.submit(reply('k1'));
    await settled();
    const second = open(storage, hub);
    const heard: string[] = [];
    for (const tab of [first, second]) tab.onSent((one) => heard.push(one.key));
    await settled();
    first.wake();
    second.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.calls.filter((key) => key === 'k1')).toHaveLength(2);
    expect([first.entries.value, second.entries.value]).toEqual([[], []]);
    expect(heard).toEqual(['k1', 'k1']);
    expect(storage.isEmpty()).toBe(true);
  });

  it('what somebody else on the device has sent or been refused is seen without asking', async () => {
    const storage = device();
    const outbox = open(storage, { send: () => Promise.reject(away()) });
    outbox.submit(reply('k1'));
    outbox.submit(reply('k2'));
    await settled();
    const [k2] = [...storage.stored.values()].filter((row) => row.one.key === 'k2');
    storage.stored.delete('k1');
    if (k2) storage.stored.set('k2', { ...k2, one: { ...k2.one, refusedWith: 'past-due' } });
    storage.others().tell({});
    await settled();
    expect(outbox.entries.value.map((entry) => [entry.submission.key, entry.state])).toEqual([
      ['k2', 'refused'],
    ]);
    expect(outbox.entries.value[0]?.error?.code).toBe('past-due');
  });
});
