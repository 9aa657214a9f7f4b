import { branchRoutes } from '@jembatan/shared/branches.contract';
import { choiceRoutes } from '@jembatan/shared/choices.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
let student: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  owner = await stack.person();
  student = await stack.person();
  ground = await makeGround(owner, { members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

type Thread = Awaited<ReturnType<typeof startThread>>['thread'];

const answer = async (thread: Thread, replyTo?: number) =>
  (
    await owner.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: `to ${replyTo ?? 'nobody'}`, ...(replyTo && { replyTo }) },
    })
  ).number;

const branchesOf = (
  thread: Thread,
  query: { of?: string; after?: string; limit?: string; self?: string } = {},
  reader = student,
) => reader.call(branchRoutes.listBranches, { params: { id: thread.id }, query });

/** All of a thread by its branches, as a reader who opens everything gets it. */
async function wholeOf(thread: Thread): Promise<number[]> {
  const found: number[] = [];
  const open = [{ of: 0, after: 0 }];
  for (const { of, after } of open) {
    const page = await branchesOf(thread, { of: String(of), after: String(after), limit: '4' });
    expect(page.items.length).toBeLessThanOrEqual(4 * (1 + 3 + 6));
    found.push(...page.items.map(({ number }) => number));
    open.push(...page.more);
  }
  return found;
}

describe('a thread by what answers what', () => {
  it('gives every post once, however wide and deep it is, and says where each belongs', async () => {
    const { thread } = await startThread(owner, ground.space);
    const numbers = [1];
    // Broad: seven beginnings; one with nine answers; a chain eight deep.
    for (let n = 0; n < 6; n += 1) numbers.push(await answer(thread));
    for (let n = 0; n < 9; n += 1) numbers.push(await answer(thread, 2));
    let deep = 3;
    for (let n = 0; n < 8; n += 1) {
      deep = await answer(thread, deep);
      numbers.push(deep);
    }
    const whole = await wholeOf(thread);
    expect(whole).toHaveLength(numbers.length);
    expect(whole.toSorted((a, b) => a - b)).toEqual(numbers);
    const first = await branchesOf(thread, { limit: '4' });
    expect(first.items.filter((post) => !post.replyTo).map(({ number }) => number)).toEqual([
      1, 2, 3, 4,
    ]);
    expect(first.more).toContainEqual({ of: 0, after: 4 });
    expect(first.more.find(({ of }) => of === 2)?.after).toBeGreaterThan(2);
    expect(first.thread.read?.unread).toBeGreaterThan(0);
  });

  it('begins at any post, with the post itself where it is asked for', async () => {
    const { thread } = await startThread(owner, ground.space);
    const mine = await answer(thread, 1);
    const below = await answer(thread, mine);
    await answer(thread, 1);
    const page = await branchesOf(thread, { of: String(mine), self: '1' });
    expect(page.items.map(({ number }) => number)).toEqual([mine, below]);
    expect(page.more).toEqual([]);
    const none = await branchesOf(thread, { of: '999' });
    expect(none.items).toEqual([]);
  });

  it('keeps the place of what was deleted, and shows hidden text to staff only', async () => {
    const { thread } = await startThread(owner, ground.space);
    const gone = await owner.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: 'Soon away', replyTo: 1 },
    });
    const below = await answer(thread, gone.number);
    await owner.call(threadRoutes.deletePost, { params: { id: gone.id } });
    const { items } = await branchesOf(thread);
    expect(items.find(({ number }) => number === gone.number)).toMatchObject({
      deleted: true,
      html: '',
    });
    expect(items.find(({ number }) => number === below)?.replyTo).toBe(gone.number);
  });

  it('PERM-1 is missing for whoever may not read it', async () => {
    const { thread } = await startThread(owner, ground.space);
    const stranger = await stack.person();
    await expect(branchesOf(thread, {}, stranger)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('how a person reads a space', () => {
  const at = () => ({ params: { id: ground.space.id } });

  it('is kept for them alone, and in step on their other devices', async () => {
    expect(await student.call(choiceRoutes.getChoice, at())).toEqual({
      shape: 'flat',
      order: 'activity',
    });
    using device = await student.connect();
    const set = (body: { shape?: 'nested'; order?: 'created' }) =>
      student.call(choiceRoutes.setChoice, { ...at(), body });
    await set({ shape: 'nested' });
    const both = { shape: 'nested', order: 'created' };
    expect(await set({ order: 'created' })).toEqual(both);
    expect(await student.call(choiceRoutes.getChoice, at())).toEqual(both);
    expect(await owner.call(choiceRoutes.getChoice, at())).toMatchObject({ shape: 'flat' });
    expect(await device.next('choice:changed')).toEqual({ spaceId: ground.space.id });
  });

  it('is not asked nor set by whoever may not read it', async () => {
    const stranger = await stack.person();
    await expect(stranger.call(choiceRoutes.getChoice, at())).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      stranger.call(choiceRoutes.setChoice, { ...at(), body: { shape: 'nested' } }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('lists threads by activity or the newest first, behind what is pinned, page by page', async () => {
    const { space } = await makeGround(owner, { members: [student] });
    const made: Thread[] = [];
    for (const title of ['a', 'b', 'c', 'd', 'e'])
      made.push((await startThread(owner, space, { title })).thread);
    const [a, b] = made;
    if (!a || !b) throw new Error('nothing was made');
    await answer(a);
    await owner.call(threadRoutes.changeThread, { params: { id: b.id }, body: { pinned: true } });
    const titles = async (order?: 'created') => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page: { items: { title: string }[]; nextCursor: string | null } = await student.call(
          threadRoutes.listThreads,
          {
            params: { id: space.id },
            query: { limit: '2', ...(cursor && { cursor }), ...(order && { order }) },
          },
        );
        found.push(...page.items.map(({ title }) => title));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return found.join('');
    };
    expect(await titles()).toBe('baedc');
    expect(await titles('created')).toBe('bedca');
  });
});
