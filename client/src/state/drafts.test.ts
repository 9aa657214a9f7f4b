import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftsOf } from './drafts.ts';

const kept = new Map<string, string>();
let full = false;

beforeEach(() => {
  kept.clear();
  full = false;
  // As much of localStorage as drafts use, with a disk that can be full.
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => {
      if (full) throw new Error('QuotaExceededError');
      kept.set(name, text);
    },
    removeItem: (name: string) => {
      kept.delete(name);
      full = false;
    },
  };
  const withNames = new Proxy(storage, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
  Object.defineProperty(globalThis, 'localStorage', { value: withNames, configurable: true });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage');
});

const draft = { text: 'half a thought', key: 'k1', changedAt: Date.now() };

test('a draft waits for its owner, and nobody else on the device sees it', () => {
  draftsOf('ayu').write('thread:1', draft);
  expect(draftsOf('ben').read('thread:1')).toBeNull();
  expect(draftsOf('ayu').read('thread:2')).toBeNull();
  expect(draftsOf('ayu').read('thread:1')).toEqual(draft);
  draftsOf('ayu').remove('thread:1');
  expect(draftsOf('ayu').read('thread:1')).toBeNull();
});

test('a full disk gives up old drafts before the new one', () => {
  draftsOf('ayu').write('thread:1', { ...draft, changedAt: Date.now() - 100 * 86_400_000 });
  full = true;
  draftsOf('ayu').write('thread:2', draft);
  expect(draftsOf('ayu').read('thread:1')).toBeNull();
  expect(draftsOf('ayu').read('thread:2')).toEqual(draft);
});

test('what is no draft is no draft', () => {
  for (const text of ['', '{', 'null', '[]', '{"text":1,"key":"k","changedAt":1}']) {
    kept.set('jembatan.draft/ayu/thread:1', text);
    expect(draftsOf('ayu').read('thread:1')).toBeNull();
  }
});
