import { measureBudgets } from '../scripts/check/budgets.mjs';
import type { Line } from './support/report.ts';

const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;

/** What a browser loads, by gzip: the budgets that `npm run check` holds. */
export async function sizeBench(): Promise<Line[]> {
  return measureBudgets().map(({ name, used, limit }) => ({
    what: `client, gzip: ${name}`,
    hub: kilobytes(used),
    bare: '–',
    figure: used / 1_000,
    goal: `≤ ${kilobytes(limit)}`,
    reached: used <= limit,
  }));
}
