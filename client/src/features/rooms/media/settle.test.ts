import { describe, expect, it } from 'vitest';
import { settler } from './settle.ts';

describe('settling', () => {
  it('runs once at a time, and once more for all that came meanwhile', async () => {
    let running = 0;
    let runs = 0;
    const settle = settler(async () => {
      running += 1;
      runs += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
    });
    await Promise.all([settle(), settle(), settle()]);
    expect(runs).toBe(2);
  });

  it('looks at a wish that came during a run that failed', async () => {
    let runs = 0;
    const settle = settler(async () => {
      runs += 1;
      await Promise.resolve();
      if (runs === 1) throw new Error('the transport is gone');
    });
    await Promise.all([settle(), settle()]);
    expect(runs).toBe(2);
  });

  it('tells when the last run failed, and runs again when asked', async () => {
    let fails = true;
    const settle = settler(async () => {
      if (fails) throw new Error('no');
    });
    await expect(settle()).rejects.toThrow('no');
    fails = false;
    await settle();
  });
});
