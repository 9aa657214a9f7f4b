import { expect, test } from 'vitest';
import { isPlainEnter } from './use-submit-on-enter.ts';

const enter = { key: 'Enter', keyCode: 13, isComposing: false, shiftKey: false };

test('TXT-4 the Enter that ends a composition is not meant, in whichever way the browser says so', () => {
  expect(isPlainEnter({ ...enter, isComposing: true, keyCode: 229 })).toBe(false);
  expect(isPlainEnter({ ...enter, isComposing: true })).toBe(false);
  // Safari ends the composition first and leaves only the code.
  expect(isPlainEnter({ ...enter, keyCode: 229 })).toBe(false);
  expect(isPlainEnter(enter)).toBe(true);
});

test('Shift and Enter is a new line, and other keys are other keys', () => {
  expect(isPlainEnter({ ...enter, shiftKey: true })).toBe(false);
  expect(isPlainEnter({ ...enter, key: 'a', keyCode: 65 })).toBe(false);
});
