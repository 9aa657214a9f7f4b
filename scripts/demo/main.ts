import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openMemory } from './memory.ts';
import { regions } from './regions.ts';
import { seedHub } from './seed.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Fills the hub at HUB_URL; remembers in DATA_DIR what it made. */
async function main(): Promise<void> {
  const hubUrl = (process.env.HUB_URL ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');
  const memory = await openMemory(join(process.env.DATA_DIR || join(root, '.data'), 'demo.json'));
  const added = await seedHub({
    hubUrl,
    memory,
    onRegion: ({ name }, { written, total }) =>
      console.log(`${written} of ${total} threads – ${name}`),
  });
  if (added.length === 0) console.log('The demonstration is already there.');
  const teachers = regions.map(({ teacher }) => memory.handleOf(teacher.name)).filter(Boolean);
  if (teachers.length > 0)
    console.log(`Sign in with the password ${memory.password} as ${teachers.join(', ')}.`);
}

await main();
