import { expect, test } from 'vitest';
import { HeardFilter } from './HeardFilter.ts';

const heard = (...entries: [string, number][]) =>
  entries.map(([producerId, volume]) => ({ producerId, volume }));

test('who speaks and who is loudest is news; how loud is none', () => {
  const filter = new HeardFilter();
  expect(filter.isNews([])).toBe(false);
  expect(filter.isNews(heard(['a', -20], ['b', -40], ['c', -41]))).toBe(true);
  expect(filter.isNews(heard(['a', -25], ['c', -30], ['b', -41]))).toBe(false);
  expect(filter.isNews(heard(['b', -20], ['a', -40], ['c', -41]))).toBe(true);
  expect(filter.isNews(heard(['b', -20]))).toBe(true);
  expect(filter.isNews([])).toBe(true);
  expect(filter.isNews([])).toBe(false);
});

test('whoever comes later hears of those who speak already', () => {
  const filter = new HeardFilter();
  filter.isNews(heard(['a', -20]));
  filter.forget();
  expect(filter.isNews(heard(['a', -21]))).toBe(true);
});
