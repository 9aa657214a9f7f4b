import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findViolations } from '../../scripts/check/import-rules.mjs';
import { readSource, readSources } from '../../scripts/check/sources.mjs';

const root = join(import.meta.dirname, '../..');

/** What the rules say about one file with one import. */
function say(path: string, statement: string): string[] {
  return findViolations([readSource(path, statement)]);
}

describe('import rules', () => {
  it('hold for every source of the project', async () => {
    const sources = await readSources(root);
    expect(sources.length).toBeGreaterThan(100);
    expect(findViolations(sources)).toEqual([]);
  });

  it.each([
    ['server/src/kernel/clock.ts', "import { a } from '../platform/mongo.ts'", 'imports nobody'],
    ['server/src/features/auth/a.ts', "import { a } from '../search/index.ts'", 'domain event'],
    ['server/src/features/search/a.ts', "import { a } from '../threads/posts.ts'", 'index.ts'],
    ['server/src/features/threads/a.service.ts', "import { Router } from 'express'", 'req or res'],
    ['server/src/features/threads/a.service.ts', "import mongoose from 'mongoose'", 'repositories'],
    ['server/src/app.ts', "import { a } from '../../sfu/src/app.ts'", 'shared/'],
    ['server/src/app.ts', "import { a } from './testing/clock.ts'", 'for tests'],
    ['sfu/src/rooms/Room.ts', "import { Server } from 'socket.io'", 'signalling'],
    ['sfu/src/rooms/Room.ts', "import { a } from '../media/Pool.ts'", 'no socket and no database'],
    ['sfu/src/rooms/Room.ts', "export * from 'mediasoup'", 'through its interface'],
    ['client/src/ui/Button.tsx', "import { a } from '../net/http.ts'", 'pass in'],
    ['client/src/features/rooms/a.ts', "const a = import('../threads/b.ts')", 'slot'],
    ['test/api/threads.test.ts', "import { a } from '../../server/src/app.ts'", 'public faces'],
    ['test/api/threads.test.ts', "import { a } from '@jembatan/server/kernel'", 'public faces'],
    ['server/src/strange/a.ts', "import { a } from '../app.ts'", 'no rule knows'],
  ])('%s may not: %s', (path, statement, reason) => {
    expect(say(path, statement)).toEqual([expect.stringContaining(reason)]);
  });

  it.each([
    ['server/src/features/search/a.ts', "import { a } from '../threads/index.ts'"],
    ['server/src/features/threads/a.routes.ts', "import { Router } from 'express'"],
    ['server/src/features/threads/a.ts', "import { b } from './b.ts'"],
    ['sfu/src/rooms/Room.ts', "import type { A } from '../media/types.ts'"],
    ['client/src/features/rooms/a.ts', "import { api } from '../../net/http.ts'"],
    ['test/api/threads.test.ts', "import { a } from '@jembatan/server/app'"],
  ])('%s may: %s', (path, statement) => {
    expect(say(path, statement)).toEqual([]);
  });

  it('counts nesting per function, and an else-if ladder once', () => {
    const ladder = 'if (a) {} else if (b) {} else if (c) {} else if (d) {}';
    const callback = 'for (;;) { if (a) { f(() => { if (b) { for (;;) {} } }); } }';
    expect(say('shared/src/a.ts', ladder)).toEqual([]);
    expect(say('shared/src/a.ts', callback)).toEqual([]);
    expect(say('shared/src/a.ts', 'for (;;) { if (a) { if (b) { if (c) {} } } }')).toEqual([
      expect.stringContaining('nests 4 deep'),
    ]);
  });
});
