/** What kind of thing is kept: a thread with its posts, another answer of the server, a picture. */
export type KeptKind = 'thread' | 'answer' | 'file';

/** What has to be known of a kept thing to decide whether it stays. */
export interface KeptFacts {
  readonly kind: KeptKind;
  readonly id: string;
  readonly bytes: number;
  /** Milliseconds since 1970: when it was last read, or kept. */
  readonly usedAt: number;
  /** A thread the person follows that has something unread: it stays beside the last read ones. */
  readonly followed?: boolean | undefined;
  /** Of a picture, or an answer about a thread: the thread it goes with. */
  readonly threadId?: string | undefined;
}

/** So many of the threads last read are kept, beside the followed ones. */
export const readThreadsKept = 20;
/** So many MB unless the person chooses otherwise. */
export const defaultLimitMb = 30;
export const limitChoicesMb = [10, 30, 100, 300] as const;
/** A larger picture is not taken along. */
export const pictureBytes = 200_000;
/** Posts of one thread that are kept. */
export const postsKept = 300;

const byAge = (a: KeptFacts, b: KeptFacts) => a.usedAt - b.usedAt;

/** Threads beyond the last read ones, what goes with them, and then the oldest until the rest fits. */
export function whatGoes<T extends KeptFacts>(items: readonly T[], limitBytes: number): T[] {
  const read = items.filter((one) => one.kind === 'thread' && !one.followed).sort(byAge);
  const gone = new Set<T>(read.slice(0, Math.max(0, read.length - readThreadsKept)));
  const withParts = (thread: T) => [thread, ...items.filter((one) => one.threadId === thread.id)];
  for (const thread of [...gone]) for (const one of withParts(thread)) gone.add(one);
  let used = items.reduce((sum, one) => sum + (gone.has(one) ? 0 : one.bytes), 0);
  for (const oldest of items.toSorted(byAge)) {
    if (used <= limitBytes) break;
    const group = oldest.kind === 'thread' ? withParts(oldest) : [oldest];
    for (const one of group) {
      if (gone.has(one)) continue;
      gone.add(one);
      used -= one.bytes;
    }
  }
  return [...gone];
}
