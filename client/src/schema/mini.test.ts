import { afterAll, describe, expect, test, vi } from 'vitest';
import * as zod from 'zod/mini';
import * as mini from './mini.ts';

/** The first gathers the contracts of all features. */
const contracts = ['app.protocol', 'rooms.contract', 'sfu.protocol'] as const;

/** A value in letters: two that read alike are alike. */
function inWords(value: unknown): string {
  const special = (_: string, part: unknown) =>
    part === undefined || (typeof part === 'number' && !Number.isFinite(part)) ? `«${part}»` : part;
  return JSON.stringify(value, special) ?? 'nothing';
}

interface Parsing {
  safeParse(value: unknown): { success: boolean; data?: unknown };
}

function isParsing(value: unknown): value is Parsing {
  return typeof value === 'object' && value !== null && 'safeParse' in value;
}

/** Every schema a module gives away, by the way to it. */
function schemasOf(value: unknown, path: string): [string, Parsing][] {
  if (isParsing(value)) return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => schemasOf(part, `${path}.${key}`));
}

async function load(name: string): Promise<Map<string, Parsing>> {
  const module: unknown = await import(`../../../shared/src/${name}.ts`);
  return new Map(schemasOf(module, name));
}

/** Values of every kind that contracts speak of, right and wrong. */
const pool: readonly unknown[] = [
  'a',
  ' a ',
  '',
  'abcdefgh',
  '6b0651a983e4f4f315598de1',
  '6B0651A983E4F4F315598DE1',
  'thread:6b0651a983e4f4f315598de1',
  '2026-03-20T19:00:00.000Z',
  '2026-03-20T19:00:00+07:00',
  '2026-03-20T19:00',
  '2026-13-20T19:00:00Z',
  'id',
  'zh-Hant',
  'ID',
  'Asia/Jakarta',
  'Nowhere/Atall',
  'sari@example.org',
  'sari@',
  '7',
  '-3',
  '👍',
  'https://example.org',
  'line\nbreak',
  0,
  1,
  -1,
  7,
  1.5,
  100_000,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  true,
  false,
  null,
  undefined,
  [],
  {},
  ['a'],
  [1, 2],
  [1, 'a'],
  { $gt: '' },
  { a: 1 },
];

/** Finds a value the schema takes, by asking the real zod what it is made of. */
function sample(schema: Parsing): unknown {
  const { def } = (schema as unknown as { _zod: { def: Record<string, unknown> } })._zod;
  const inner = (name: string) => sample(def[name] as Parsing);
  if (def.type === 'object') {
    const shape = Object.entries(def.shape as Record<string, Parsing>);
    return Object.fromEntries(shape.map(([key, part]) => [key, sample(part)]));
  }
  if (def.type === 'array') return [inner('element')];
  if (def.type === 'tuple') return (def.items as Parsing[]).map(sample);
  if (def.type === 'record') return { '6b0651a983e4f4f315598de1': inner('valueType') };
  if (def.type === 'union') return sample((def.options as Parsing[])[0] ?? schema);
  if (def.type === 'optional' || def.type === 'nullable' || def.type === 'default')
    return inner('innerType');
  if (def.type === 'enum') return Object.values(def.entries as object)[0];
  if (def.type === 'literal') return (def.values as unknown[])[0];
  return pool.find((value) => value !== undefined && schema.safeParse(value).success);
}

/** The value with each of its places, one after the other, exchanged for something else or left out. */
function* variations(value: unknown): Generator<unknown> {
  yield* pool;
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) {
      for (const other of variations(part)) yield value.with(index, other);
    }
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, unasked: 1 };
    for (const [key, part] of Object.entries(value)) {
      const { [key]: _left, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const other of variations(part)) yield { ...value, [key]: other };
    }
  }
}

afterAll(() => vi.doUnmock('zod/mini'));

describe.each(contracts)('%s', (name) => {
  test('says of every value what zod says', { timeout: 60_000 }, async () => {
    const real = await load(name);
    vi.resetModules();
    vi.doMock('zod/mini', () => mini);
    const own = await load(name);
    vi.doUnmock('zod/mini');
    vi.resetModules();
    expect([...own.keys()]).toEqual([...real.keys()]);
    const differences: string[] = [];
    for (const [path, schema] of real) {
      for (const value of [sample(schema), ...variations(sample(schema))]) {
        const [wanted, got] = [schema.safeParse(value), own.get(path)?.safeParse(value)];
        const [said, saidHere] = [wanted, got].map((one) =>
          one?.success ? inWords(one.data) : 'refused',
        );
        if (said !== saidHere)
          differences.push(`${path} of ${inWords(value)}: ${said}, here ${saidHere}`);
      }
    }
    expect(differences.slice(0, 10)).toEqual([]);
  });
});

test('an issue names its place', () => {
  const result = mini
    .object({ people: mini.array(mini.object({ name: mini.string() })) })
    .safeParse({ people: [{ name: 'a' }, { name: 1 }] });
  expect(result.success ? [] : result.error.issues).toEqual([
    { path: ['people', 1, 'name'], code: 'invalid_type' },
  ]);
  expect(zod.string().safeParse(1).success).toBe(false);
});
