// A realistic hub, made through the public API of the running one.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { addressOf } from './announce.mjs';
import { root } from './options.mjs';

/** Fills the running hub. What it prints is shown as it comes. */
export async function seedDemo({ parts, options, progress }) {
  progress.step('Demo');
  const env = {
    ...process.env,
    HUB_URL: `${options.tls ? 'https' : 'http'}://127.0.0.1:${options.port}`,
    DATA_DIR: options.dataDir,
  };
  const script = join(root, 'scripts/demo/main.ts');
  const child = spawn(parts.node, [script], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code !== 0) {
    // The hub itself is well, so it goes on.
    const hint = 'started again with --demo it goes on where it stopped';
    process.stderr.write(`\nThe demo is not complete (${code}): ${hint}\n`);
    return;
  }
  process.stdout.write(`\nThe demo is in place: ${addressOf(options)}\n`);
}
