import { expect, it } from 'vitest';
import type { Version } from './drafts.repository.ts';
import { mostVersions, withVersion } from './versions.ts';

const changedAt = new Date(0);
const version = (name: string, text: string, title = ''): Version => ({
  ...{ version: name, text, title, tags: '', poll: '', key: `key ${name}`, changedAt },
  ...{ replyTo: null, baseRevision: null },
});
const texts = (versions: readonly Version[]) => versions.map(({ text }) => text);

it('what a text was made from is replaced by it, wherever it stands', () => {
  const kept = withVersion([version('a', 'one')], version('b', 'another'), 'a');
  expect(texts(kept)).toEqual(['another']);
  const beside = [version('a', 'mine'), version('b', 'theirs')];
  expect(texts(withVersion(beside, version('c', 'their next'), 'b'))).toEqual([
    'their next',
    'mine',
  ]);
});

it('a text that was not seen stays beside the new one', () => {
  const kept = withVersion([version('a', 'one')], version('b', 'two'), null);
  expect(texts(kept)).toEqual(['two', 'one']);
});

it('unless the new one says all that it says', () => {
  expect(texts(withVersion([version('a', 'one')], version('b', 'one and two'), null))).toEqual([
    'one and two',
  ]);
  const titled = [version('a', 'one', 'Title')];
  expect(texts(withVersion(titled, version('b', 'one and two'), null))).toHaveLength(2);
});

it('a text with a poll is not held by the same text without it', () => {
  const asked = { ...version('a', 'one'), poll: '{"question":"When?"}' };
  expect(withVersion([asked], version('b', 'one and two'), null)).toHaveLength(2);
  const same = { ...version('b', 'one and two'), poll: asked.poll };
  expect(withVersion([asked], same, null)).toEqual([same]);
  expect(withVersion([], { ...asked, text: '' }, null)).toHaveLength(1);
});

it('of two texts that came from one, each is a submission of its own', () => {
  const one = version('a', 'common, and this');
  const other = { ...version('b', 'common, or that'), key: one.key };
  const kept = withVersion([one], other, null);
  expect(kept[1]?.key).toBe(one.key);
  expect(kept[0]?.key).not.toBe(one.key);
});

it('an emptied text leaves those of others alone', () => {
  const both = [version('a', 'mine'), version('b', 'theirs')];
  expect(texts(withVersion(both, version('c', ' '), 'a'))).toEqual(['theirs']);
  expect(withVersion([version('a', 'mine')], version('c', ''), 'a')).toEqual([]);
});

it('there is an end to how many', () => {
  let kept: Version[] = [];
  for (let n = 0; n < 20; n += 1) kept = withVersion(kept, version(`v${n}`, `text ${n}.`), null);
  expect(kept).toHaveLength(mostVersions);
  expect(kept[0]?.text).toBe('text 19.');
});
