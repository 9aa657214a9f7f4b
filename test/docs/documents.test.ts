import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');

describe('documents', () => {
  it('name only commands and files that are there', async () => {
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(manifest);
    for (const file of ['README.md', 'CONTRIBUTING.md', 'docs/running.md']) {
      const text = await readFile(join(root, file), 'utf8');
      const commands = [...text.matchAll(/npm run ([a-z-]+)/g)].map(([, name = '']) => name);
      expect(commands.filter((name) => !(name in scripts))).toEqual([]);
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
      const missing = links.filter((link) => !existsSync(join(root, dirname(file), link)));
      expect([file, missing]).toEqual([file, []]);
    }
  });

  it('name only scripts that are there', async () => {
    const text = await readFile(join(root, 'package.json'), 'utf8');
    const files = [...text.matchAll(/scripts\/[a-z-]+\.mjs/g)].map(([path]) => path);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
