import { personId } from '@jembatan/shared/ids';
import { describe, expect, it } from 'vitest';
import { type PostConcerns, recipientsOf } from './recipients.ts';

const [author, anna, budi, citra] = ['1', '2', '3', '4'].map((digit) =>
  personId.parse(digit.repeat(24)),
) as [
  PostConcerns['authorId'],
  PostConcerns['authorId'],
  PostConcerns['authorId'],
  PostConcerns['authorId'],
];
const nobody: PostConcerns = {
  authorId: author,
  mentions: [],
  repliedTo: null,
  quoted: [],
  levels: new Map(),
  tagLevels: new Map(),
  isFirst: false,
};

describe('recipientsOf', () => {
  it('who follows a tag hears of new threads, who muted one of nothing but their name', () => {
    const tagLevels = new Map([
      [anna, 'all' as const],
      [budi, 'muted' as const],
      [citra, 'muted' as const],
    ]);
    const first = { ...nobody, tagLevels, isFirst: true, repliedTo: budi, mentions: [citra] };
    expect([...recipientsOf(first)]).toEqual([
      [citra, 'mention'],
      [anna, 'watched'],
    ]);
    expect([...recipientsOf({ ...first, isFirst: false })]).toEqual([[citra, 'mention']]);
    const levels = new Map([[budi, 'all' as const]]);
    expect(recipientsOf({ ...first, levels }).get(budi)).toBe('reply');
  });

  it('SYNC-5 one reason each, the most specific', () => {
    const all = {
      ...nobody,
      mentions: [anna, anna],
      repliedTo: anna,
      quoted: [anna],
      levels: new Map([[anna, 'all' as const]]),
    };
    expect([...recipientsOf(all)]).toEqual([[anna, 'mention']]);
    expect([...recipientsOf({ ...all, mentions: [] })]).toEqual([[anna, 'reply']]);
    expect([...recipientsOf({ ...all, mentions: [], repliedTo: null })]).toEqual([[anna, 'quote']]);
    expect([...recipientsOf({ ...all, mentions: [], repliedTo: null, quoted: [] })]).toEqual([
      [anna, 'watched'],
    ]);
  });

  it('different people for different reasons', () => {
    const found = recipientsOf({
      ...nobody,
      mentions: [anna],
      repliedTo: budi,
      levels: new Map([[citra, 'all']]),
    });
    expect(Object.fromEntries(found)).toEqual({
      [anna]: 'mention',
      [budi]: 'reply',
      [citra]: 'watched',
    });
  });

  it('the author hears nothing of the own post', () => {
    const own = {
      ...nobody,
      mentions: [author],
      repliedTo: author,
      quoted: [author],
      levels: new Map([[author, 'all' as const]]),
    };
    expect(recipientsOf(own).size).toBe(0);
  });

  it.each(['none', 'muted'] as const)('%s stands above every reason', (level) => {
    expect(
      recipientsOf({
        ...nobody,
        mentions: [anna],
        quoted: [anna],
        levels: new Map([[anna, level]]),
      }).size,
    ).toBe(0);
  });

  it('who wants mentions is not told of every post', () => {
    const levels = new Map([[anna, 'mentions' as const]]);
    expect(recipientsOf({ ...nobody, levels }).size).toBe(0);
    expect(recipientsOf({ ...nobody, levels, repliedTo: anna }).get(anna)).toBe('reply');
  });
});
