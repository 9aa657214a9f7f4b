// npm run dev: the same hub for those who change it. Server and SFU start again when their
// sources change; the client comes from Vite with hot reload.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { announce } from './hub/announce.mjs';
import { buildClient } from './hub/client.mjs';
import { claimData } from './hub/data.mjs';
import { loadEnvFile, readOptions, root } from './hub/options.mjs';
import { requireFreePorts } from './hub/ports.mjs';
import { startPrograms } from './hub/programs.mjs';
import { supervise } from './hub/supervise.mjs';
import { isFree } from './services/ports.mjs';
import { toolchain } from './toolchain/main.mjs';
import { createProgress, exitWith } from './toolchain/progress.mjs';

const vite = join(root, 'node_modules/vite/bin/vite.js');

const firstVitePort = 5173;

async function main(args) {
  loadEnvFile();
  const options = readOptions(args, process.env);
  const release = await claimData(options);
  try {
    await requireFreePorts(options);
    const parts = await toolchain({ quiet: true });
    const progress = createProgress(2);
    // Public pages come from the server, which needs the built client for them.
    progress.step('Client');
    await buildClient({ node: parts.node, progress });
    await rm(join(options.dataDir, 'admin-link'), { force: true });
    return await supervise(async (tools) => {
      progress.step('Hub');
      await startPrograms({ ...tools, parts, options, progress, dev: true });
      const vitePort = await freeFrom(firstVitePort);
      await startVite({ ...tools, parts, options, vitePort });
      await announce(options);
      process.stdout.write(`  Hot reload:      http://localhost:${vitePort}\n\n`);
    });
  } finally {
    await release();
  }
}

async function freeFrom(port) {
  return (await isFree(port)) ? port : freeFrom(port + 1);
}

async function startVite({ group, onExit, parts, options, vitePort }) {
  const server = `${options.tls ? 'https' : 'http'}://127.0.0.1:${options.port}`;
  const logFile = join(options.dataDir, 'logs/vite.log');
  const program = await group.start({
    name: 'vite',
    command: parts.node,
    args: [vite, '--clearScreen', 'false', '--port', String(vitePort), '--strictPort'],
    cwd: join(root, 'client'),
    env: { ...process.env, DEV_SERVER: server },
    echo: true,
    logFile,
  });
  void program.exited.then((outcome) => onExit('vite', outcome, logFile));
}

main(process.argv.slice(2)).then((code) => process.exit(code), exitWith);
