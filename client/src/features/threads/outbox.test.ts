import { AppError } from '@jembatan/shared/errors';
import type { PostView } from '@jembatan/shared/threads.contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOutbox, type OutboxStorage, type Submission } from './outbox.ts';
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

/** A device's storage that outlives the page. */
function device(): OutboxStorage {
  const kept = new Map<string, string>();
  return {
    read: (name) => kept.get(name) ?? null,
    write: (name, text) => Boolean(kept.set(name, text)),
    remove: (name) => void kept.delete(name),
    names: () => [...kept.keys()],
  };
}

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

function open(
  storage: OutboxStorage,
  { send }: { send: (one: Submission) => Promise<PostView> },
  personId = 'a',
) {
  return createOutbox({ personId, storage, send, isOnline: () => true });
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
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.entries.value[0]?.state).toBe('waiting');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(hub.calls).toEqual(['k1', 'k1']);
    expect([...hub.posts.values()]).toEqual(['text k1']);
    expect(outbox.entries.value).toEqual([]);
    expect(storage.names()).toEqual([]);
  });

  it('SYNC-1 goes on after a reload with the same key', async () => {
    const storage = device();
    const hub = server();
    hub.trouble.push('answer-lost');
    const before = open(storage, hub);
    before.submit(reply('k1'));
    await vi.advanceTimersByTimeAsync(0);
    before.stop();
    const after = open(storage, hub);
    expect(after.entries.value.map((entry) => entry.submission.body)).toEqual(['text k1']);
    await vi.advanceTimersByTimeAsync(0);
    expect(hub.calls).toEqual(['k1', 'k1']);
    expect(hub.posts.size).toBe(1);
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
    expect(again.entries.value[0]).toMatchObject({
      state: 'refused',
      submission: { body: 'text k1' },
      error: { code: 'thread-locked' },
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.calls).toEqual(['k1', 'k2']);
    expect(again.take('k1')?.body).toBe('text k1');
    expect(storage.names()).toEqual([]);
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

  it('does not show one person what another wrote on the same device', () => {
    const storage = device();
    const never = { send: () => new Promise<PostView>(() => undefined) };
    open(storage, never, 'a').submit(reply('k1'));
    expect(open(storage, never, 'b').entries.value).toEqual([]);
    expect(open(storage, never, 'a').entries.value).toHaveLength(1);
  });
});
