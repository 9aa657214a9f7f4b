/** One budget of the built client, in bytes of gzip. */
export interface Budget {
  name: string;
  used: number;
  limit: number;
}

export function measureBudgets(): Budget[];
