import { describe, expect, it } from 'vitest';
import { type KeptFacts, readThreadsKept, whatGoes } from './keep-rules.ts';

const thread = (id: string, usedAt: number, more: Partial<KeptFacts> = {}): KeptFacts => ({
  kind: 'thread',
  id,
  bytes: 10,
  usedAt,
  ...more,
});
const picture = (id: string, threadId: string, usedAt: number): KeptFacts => ({
  kind: 'file',
  id,
  bytes: 100,
  usedAt,
  threadId,
});
const ids = (items: readonly KeptFacts[]) => items.map((one) => one.id).sort();

describe('what goes', () => {
  it('nothing while it fits', () => {
    expect(whatGoes([thread('a', 1), thread('b', 2)], 20)).toEqual([]);
  });

  it('the threads read before the last 20, with the pictures they show', () => {
    const many = Array.from({ length: readThreadsKept + 2 }, (_, n) => thread(`t${n}`, n));
    expect(ids(whatGoes([...many, picture('p', 't1', 99)], 10_000))).toEqual(['p', 't0', 't1']);
  });

  it('followed threads do not take the place of read ones', () => {
    const read = Array.from({ length: readThreadsKept }, (_, n) => thread(`t${n}`, n + 10));
    const followed = Array.from({ length: 5 }, (_, n) => thread(`f${n}`, n, { followed: true }));
    expect(whatGoes([...read, ...followed], 10_000)).toEqual([]);
  });

  it('the oldest first when it is too much, a picture no later than its thread', () => {
    const items = [thread('old', 1), picture('p', 'old', 5), thread('new', 9)];
    expect(ids(whatGoes(items, 20))).toEqual(['old', 'p']);
    expect(ids(whatGoes(items, 0))).toEqual(['new', 'old', 'p']);
  });
});
