import { isDeepStrictEqual } from 'node:util';
import {
  applyCatchUp,
  applyThreadEvent,
  startThread,
  type ThreadEvent,
  type ThreadState,
} from '@jembatan/client/threads-reducer';
import type { AppEventName } from '@jembatan/shared/app.protocol';
import type { ThreadId } from '@jembatan/shared/ids';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { callApi } from './api.ts';
import { eventually } from './eventually.ts';
import type { TestPerson, TestSocket } from './person.ts';

export interface ThreadFollower extends AsyncDisposable {
  /** Waits until snapshot + news is what a fresh snapshot says (ARCHITECTURE, rule 6). */
  isFresh(): Promise<void>;
  numbers(): number[];
  /** Loses the connection. */
  drop(): Promise<void>;
  /** Connects again, subscribes, and asks what changed since. */
  comeBack(origin?: string): Promise<void>;
}

const names: readonly AppEventName[] = [
  'post:created',
  'post:edited',
  'post:deleted',
  'thread:changed',
  'thread:read',
];

/** Reads a thread as the client does: one snapshot, then news through the client's own reducer. */
export async function followThread(
  who: TestPerson,
  threadId: string,
  origin = who.origin,
): Promise<ThreadFollower> {
  const id = threadId as ThreadId;
  const page = (query: Record<string, string>) =>
    callApi(
      origin,
      threadRoutes.listPosts,
      { params: { id }, query: { limit: '100', ...query } },
      { token: who.token },
    );
  let socket: TestSocket = await open(origin);
  const first = await page({});
  let state: ThreadState = startThread(first.thread!, first);

  async function open(at: string): Promise<TestSocket> {
    const opened = await who.connect(at);
    // The payload was parsed by the socket's own listener, which throws on drift.
    for (const name of names)
      opened.socket.on(name as string, (payload: unknown) => {
        state = applyThreadEvent(state, { name, payload } as ThreadEvent, who.id);
      });
    await opened.ask('subscribe', { topic: `thread:${id}` });
    return opened;
  }

  async function catchUp(): Promise<void> {
    const changes = await page({ since: String(state.askFrom ?? state.lastSeq) });
    state = applyCatchUp(state, { page: changes, thread: changes.thread! }, who.id);
  }

  return {
    async isFresh() {
      await eventually(async () => {
        const fresh = await page({});
        if (state.askFrom !== null) await catchUp();
        const known = comparable({
          ...fresh,
          thread: state.thread,
          items: [...state.posts.values()].sort((a, b) => a.number - b.number),
          lastSeq: state.lastSeq,
        });
        return isDeepStrictEqual(known, comparable(fresh))
          ? undefined
          : `snapshot + news differs: ${JSON.stringify(known)} is not ${JSON.stringify(comparable(fresh))}`;
      });
    },
    numbers: () => [...state.posts.keys()].sort((a, b) => a - b),
    async drop() {
      socket.socket.disconnect();
    },
    async comeBack(at = origin) {
      socket = await open(at);
      await catchUp();
    },
    async [Symbol.asyncDispose]() {
      socket[Symbol.dispose]();
    },
  };
}

interface Comparable {
  thread?: unknown;
  items: readonly { reactions: readonly { mine?: boolean | undefined }[] }[];
  lastSeq: number;
}

/** An absent `mine` means false; everything else must be equal to the letter. */
function comparable({ thread, items, lastSeq }: Comparable): unknown {
  const posts = items.map((post) => ({
    ...post,
    reactions: post.reactions.map((reaction) => ({ ...reaction, mine: reaction.mine ?? false })),
  }));
  return JSON.parse(JSON.stringify({ thread, posts, lastSeq }));
}
