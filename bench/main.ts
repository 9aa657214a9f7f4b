import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { actsBench } from './acts.bench.ts';
import { forwardBench } from './forward.bench.ts';
import { joinBench } from './join.bench.ts';
import { pageBench } from './page.bench.ts';
import { replyBench } from './reply.bench.ts';
import { scaleBench } from './scale.bench.ts';
import { searchBench } from './search.bench.ts';
import { sizeBench } from './size.bench.ts';
import { socketsBench } from './sockets.bench.ts';
import { type Line, toTable, writeResults } from './support/report.ts';
import { createWorld, type World } from './support/world.ts';
import { visitorBench } from './visitor.bench.ts';
import { writingBench } from './writing.bench.ts';

/** Every benchmark by its name: `npm run bench -- reply` runs one. */
const benches: Record<string, (world: World) => Promise<Line[]>> = {
  reply: replyBench,
  page: pageBench,
  visitor: visitorBench,
  writing: writingBench,
  acts: actsBench,
  scale: scaleBench,
  search: searchBench,
  sockets: socketsBench,
  join: joinBench,
  forward: forwardBench,
  size: sizeBench,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0)
  throw new Error(
    `no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`,
  );

const [loadBefore = 0] = loadavg();
const lines: Line[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`${name} …`);
  await using world = await createWorld();
  lines.push(...(await bench(world)));
}
console.log(`\n${toTable(lines)}\n`);
if (wanted.length === 0)
  await writeResults(fileURLToPath(new URL('results', import.meta.url)), lines, loadBefore);
process.exit(0);
