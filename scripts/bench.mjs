// Measures the hub beside bare programs in one run: `npm run bench`, or `npm run bench -- reply`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildClient } from './hub/client.mjs';
import { toolchain } from './toolchain/main.mjs';
import { createProgress } from './toolchain/progress.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { node } = await toolchain({ quiet: true, tests: true });
const progress = createProgress(1);
progress.step('Client');
await buildClient({ node, progress });
const child = spawn(node, [join(root, 'bench/main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
child.once('exit', (code) => process.exit(code ?? 1));
