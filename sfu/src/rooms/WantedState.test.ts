import { expect, test } from 'vitest';
import { WantedState } from './WantedState.ts';

function recorded(initial: boolean) {
  const applied: boolean[] = [];
  const state = new WantedState(initial, async (wanted) => {
    await new Promise((resolve) => setImmediate(resolve));
    applied.push(wanted);
  });
  return { applied, state };
}

test('the last of many wishes holds, and those overtaken are passed over', async () => {
  const { applied, state } = recorded(false);
  await Promise.all([true, false, true, false, true].map((wish) => state.want(wish)));
  expect(applied.at(-1)).toBe(true);
  expect(applied.length).toBeLessThan(4);
});

test('a wish that is already reached changes nothing, and the next one is still carried out', async () => {
  const { applied, state } = recorded(false);
  await state.want(false);
  await state.want(true);
  expect(applied).toEqual([true]);
});

test('after a failure the next wish is tried again', async () => {
  let broken = true;
  const applied: boolean[] = [];
  const state = new WantedState(false, async (wanted) => {
    if (broken) throw new Error('engine is away');
    applied.push(wanted);
  });
  await expect(state.want(true)).rejects.toThrow('engine is away');
  broken = false;
  await state.want(true);
  expect(applied).toEqual([true]);
});
