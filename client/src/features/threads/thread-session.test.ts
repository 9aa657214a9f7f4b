import { AppError } from '@jembatan/shared/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memberCan, personOf, type Reader, ThreadModel } from './thread-model.ts';
import { type Target, ThreadSession } from './thread-session.ts';
import type { ThreadsApi } from './threads.api.ts';
import type { ThreadEvent } from './threads.store.ts';

const reader: Reader = { id: personOf(1).id, can: memberCan };
const other = personOf(2);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The model behind the questions a session asks; what it cannot do is not asked here. */
function apiOf(model: ThreadModel) {
  const calls: string[] = [];
  const page = (from: number) => model.page(reader, { from: Math.max(1, from), limit: 20 });
  const answers: Pick<ThreadsApi, 'thread' | 'from' | 'last' | 'at' | 'since'> = {
    thread: async () => model.thread(reader),
    from: async (_id, number, dir = 'forward') => {
      calls.push(`${dir} ${number}`);
      if (dir === 'forward') return page(number);
      const first = Math.max(1, number - 19);
      return model.page(reader, { from: first, limit: number - first + 1 });
    },
    last: async () => page(model.lastNumber - 19),
    at: async () => page(1),
    since: async (_id, seq) => {
      calls.push(`since ${seq}`);
      return model.since(reader, seq);
    },
  };
  // The commands of the interface are not what these tests are about.
  return { calls, api: answers as ThreadsApi, answers };
}

/** A connection that says what it is told to. */
function connection() {
  const listeners = new Map<string, (payload: never) => void>();
  let onSubscribed: ((answer: { lastSeq?: number }) => void) | undefined;
  return {
    socket: {
      on: (name: string, listener: (payload: never) => void) => {
        listeners.set(name, listener);
        return () => void listeners.delete(name);
      },
      subscribe: (_topic: string, listener?: (answer: { lastSeq?: number }) => void) => {
        onSubscribed = listener;
        return () => undefined;
      },
    },
    hear: (event: ThreadEvent) => listeners.get(event.name)?.(event.payload as never),
    say: (name: string, payload: unknown) => listeners.get(name)?.(payload as never),
    subscribed: (lastSeq: number) => onSubscribed?.({ lastSeq }),
    get listening() {
      return listeners.size;
    },
  };
}

async function opened(posts: number, target: Target = 'unread', readTo = 0) {
  const model = new ThreadModel();
  for (let number = 0; number < posts; number += 1) model.create(other);
  if (readTo > 0) model.read(reader, readTo);
  const asked = apiOf(model);
  const live = connection();
  const session = new ThreadSession({
    id: model.id,
    api: asked.api,
    socket: live.socket,
    self: reader.id,
  });
  await session.open(target);
  return { model, session, live, ...asked };
}

const run = (session: ThreadSession) => [session.run.value?.first, session.run.value?.last];

describe('where a thread opens', () => {
  it('at the first unread post with a little of what was before', async () => {
    const { session } = await opened(100, 'unread', 60);
    expect(run(session)).toEqual([59, 78]);
    expect(session.newFrom.value).toBe(61);
  });

  it('at its end when everything is read, at its start when nothing is', async () => {
    expect(run((await opened(100, 'unread', 100)).session)).toEqual([81, 100]);
    expect(run((await opened(100)).session)).toEqual([1, 20]);
  });

  it('at the post its address names', async () => {
    expect(run((await opened(100, { number: 50 })).session)).toEqual([48, 67]);
  });
});

describe('pages', () => {
  it('are added at both ends without holes, and jumps leave out what lies between', async () => {
    const { session } = await opened(100, { number: 50 });
    await session.loadBack();
    await session.loadForward();
    expect(run(session)).toEqual([28, 87]);
    await session.jump({ number: 5 });
    expect(run(session)).toEqual([3, 22]);
    await session.loadForward();
    expect(run(session)).toEqual([3, 87]);
    expect(session.behindPill.value).toEqual([]);
  });

  it('of hours of reading are let go at the far end', async () => {
    const { session } = await opened(600, { number: 1 });
    for (let round = 0; round < 20; round += 1) await session.loadForward();
    const [first = 0, last = 0] = run(session);
    expect(last).toBe(420);
    expect(last - first).toBeLessThanOrEqual(200);
    expect(session.state.value?.posts.size).toBeLessThanOrEqual(201);
    for (let round = 0; round < 3; round += 1) await session.loadBack();
    expect((run(session)[0] ?? 0) < first).toBe(true);
  });
});

describe('news', () => {
  it('waits behind the pill at the end, and own posts do not', async () => {
    const { session, model, live } = await opened(5);
    live.hear(model.create(other));
    expect(run(session)).toEqual([1, 5]);
    expect(session.behindPill.value.map((post) => post.number)).toEqual([6]);
    const mine = model.create(personOf(1));
    const [answer] = model.page(reader, { from: 7, limit: 1 }).items;
    if (answer) session.accept(answer);
    live.hear(mine);
    expect(run(session)).toEqual([1, 7]);
    expect(session.behindPill.value).toEqual([]);
  });

  it('that came before the first page is not lost', async () => {
    const model = new ThreadModel();
    model.create(other);
    const asked = apiOf(model);
    const live = connection();
    const session = new ThreadSession({
      id: model.id,
      api: asked.api,
      socket: live.socket,
      self: reader.id,
    });
    const before = model.page(reader, { from: 1, limit: 20 });
    const early = model.create(other);
    asked.answers.from = async () => before;
    const opening = session.open('unread');
    live.hear(early);
    await opening;
    expect(session.state.value?.thread.lastNumber).toBe(2);
  });

  it('CONN-1 that was missed is asked for after every subscription', async () => {
    const { session, model, live, calls } = await opened(5);
    const missed = model.lastSeq;
    for (let count = 0; count < 3; count += 1) model.create(other);
    live.subscribed(model.lastSeq);
    await vi.advanceTimersByTimeAsync(0);
    expect(calls).toContain(`since ${missed}`);
    expect(session.behindPill.value.map((post) => post.number)).toEqual([6, 7, 8]);
  });

  it('that came too early is waited for a moment, then asked for', async () => {
    const { session, model, live, calls } = await opened(5);
    const seq = model.lastSeq;
    model.create(other);
    live.hear(model.create(other));
    await vi.advanceTimersByTimeAsync(100);
    expect(calls).not.toContain(`since ${seq}`);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(session.state.value?.thread.lastNumber).toBe(7);
    expect(session.state.value?.waiting).toEqual([]);
  });

  it('is asked for again when the server was away', async () => {
    const { session, model, live, answers } = await opened(5);
    const since = answers.since;
    answers.since = async () => {
      answers.since = since;
      throw new AppError('unavailable');
    };
    model.create(other);
    live.subscribed(model.lastSeq);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.state.value?.thread.lastNumber).toBe(6);
  });

  it('starts anew where it was when too much has changed to be told', async () => {
    const { session, model, live, answers } = await opened(100, { number: 50 });
    answers.since = async () => null;
    for (let count = 0; count < 40; count += 1) model.create(other);
    live.subscribed(model.lastSeq);
    await vi.advanceTimersByTimeAsync(0);
    expect(run(session)[0]).toBe(48);
    expect(session.state.value?.thread.lastNumber).toBe(140);
  });
});

describe('rights', () => {
  it('that are lost while it is open are noticed, by news or by the next question', async () => {
    const first = await opened(5);
    first.live.say('topic:lost', { topic: `thread:${first.model.id}` });
    expect(first.session.lost.value).toBe(true);
    const second = await opened(5);
    second.answers.since = async () => {
      throw new AppError('not-found');
    };
    second.live.subscribed(99);
    await vi.advanceTimersByTimeAsync(0);
    expect(second.session.lost.value).toBe(true);
  });

  it('a closed session listens to nothing', async () => {
    const { session, live } = await opened(5);
    expect(live.listening).toBeGreaterThan(0);
    session.close();
    expect(live.listening).toBe(0);
  });
});
