import { describe, expect, it } from 'vitest';
import { readPollDraft, toPollInput, whatIsWrong } from './poll-draft.ts';

const zone = 'Asia/Jakarta';
const now = Date.parse('2026-03-01T00:00:00Z');
const draft = (part: object) => readPollDraft(JSON.stringify(part), zone);
const wrong = (part: object) => whatIsWrong(draft(part), zone, now);

describe('a poll that is being written', () => {
  it('comes back from the hub as it went there', () => {
    const input = toPollInput(
      draft({
        ...{ question: ' Where? ', options: ['River', '', ' Museum '], kind: 'several' },
        ...{ min: 1, max: 2, anonymous: false, show: 'closed', closes: '2026-03-02T12:30' },
      }),
      zone,
    );
    expect(input).toEqual({
      ...{ question: 'Where?', options: ['River', 'Museum'], kind: 'several', min: 1, max: 2 },
      ...{ anonymous: false, show: 'closed' },
      closesAt: expect.stringContaining('2026-03-02T05:30'),
    });
    expect(toPollInput(draft(input), zone)).toEqual(input);
  });

  it.each([
    ['few', { options: ['River', ' '] }],
    ['twice', { options: ['River', 'River '] }],
    ['bounds', { options: ['a', 'b'], kind: 'several', min: 3 }],
    ['past', { options: ['a', 'b'], closes: '2026-03-01T06:59' }],
    [null, { options: ['a', 'b'], closes: '2026-03-01T07:01' }],
  ])('says that it is %s', (what, part) => {
    expect(wrong(part)).toBe(what);
  });

  it('is secret and empty where nothing can be read', () => {
    for (const text of ['', '{', '{"options":3}'])
      expect(readPollDraft(text, zone)).toMatchObject({ anonymous: true, options: ['', '', ''] });
  });
});
