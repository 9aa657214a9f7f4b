import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { configSchema as serverSchema } from '../../server/src/config.ts';
import { configSchema as sfuSchema } from '../../sfu/src/config.ts';

const root = join(import.meta.dirname, '../..');
const onlyForScripts = [
  ...['JEMBATAN_CACHE', 'JEMBATAN_NODE', 'JEMBATAN_MONGOD', 'JEMBATAN_REDIS'],
  ...['CHROMIUM_BIN', 'HEADLESS_SHELL_BIN', 'ESPEAK_BIN'],
];

/** The settings of the example by name, with the value that stands behind each. */
async function readExample(): Promise<Map<string, string>> {
  const text = await readFile(join(root, '.env.example'), 'utf8');
  const settings = [...text.matchAll(/^#([A-Z0-9_]+)=(.*)$/gm)];
  return new Map(settings.map(([, name = '', value = '']) => [name, value]));
}

/** What a program does with an empty environment, written the way a variable would be. */
function defaultsOf(schema: typeof serverSchema | typeof sfuSchema): Map<string, string> {
  const parsed = z.record(z.string(), z.unknown()).parse(schema.parse({}));
  return new Map(
    Object.keys(schema.shape).map((name) => [name, String(parsed[name] ?? '')] as const),
  );
}

describe('.env.example', () => {
  it('names every variable of server and SFU, with its default', async () => {
    const example = await readExample();
    for (const [name, value] of [...defaultsOf(serverSchema), ...defaultsOf(sfuSchema)]) {
      expect([name, example.get(name)]).toEqual([name, value]);
    }
  });

  it('names no variable that nobody reads', async () => {
    const read = [
      ...Object.keys(serverSchema.shape),
      ...Object.keys(sfuSchema.shape),
      ...onlyForScripts,
    ];
    expect([...(await readExample()).keys()].filter((name) => !read.includes(name))).toEqual([]);
  });

  it('sets nothing by itself: every line is a comment or empty', async () => {
    const text = await readFile(join(root, '.env.example'), 'utf8');
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  it('explains every setting above it', async () => {
    const text = await readFile(join(root, '.env.example'), 'utf8');
    for (const block of text.split('\n\n').filter((part) => /^#[A-Z0-9_]+=/m.test(part))) {
      expect(block).toMatch(/^# [A-Za-z]/);
    }
  });
});

describe('docker-compose.yml', () => {
  it('sets only what server and SFU read', async () => {
    const read = [...Object.keys(serverSchema.shape), ...Object.keys(sfuSchema.shape)];
    const text = await readFile(join(root, 'docker-compose.yml'), 'utf8');
    const set = [...text.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
    expect(set.length).toBeGreaterThan(10);
    expect(set.filter((name) => !read.includes(name))).toEqual([]);
  });
});
