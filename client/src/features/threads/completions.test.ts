import { expect, test } from 'vitest';
import { completionsAt } from './completions.ts';

const at = (text: string) => completionsAt(text, text.length);

test('emoji are offered by the beginning of their names', () => {
  expect(at('Well done :tad')).toMatchObject({ start: 10, options: [{ text: '🎉 ' }] });
  expect(at('好:+1')?.options[0]?.text).toBe('👍 ');
  expect(at(':he')?.options).toHaveLength(6);
});

test.each(['10:30', 'https://ab', 'std::vec', ':t', 'a :zzzzz', 'word', ''])(
  'nothing for %j',
  (text) => expect(at(text)).toBeNull(),
);

test('a block of code is asked for its language, which Enter does not change once it is whole', () => {
  expect(at('a\n```pyt')).toEqual({
    start: 5,
    options: [{ id: 'python', sign: '', label: 'python', text: 'python\n' }],
  });
  expect(at('> ```rus')?.options[0]?.label).toBe('rust');
  expect(at('```js')).toBeNull();
  expect(at('```')).toBeNull();
});
