// npm start: everything a hub needs, from a fresh clone to its address.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { announce } from './hub/announce.mjs';
import { buildClient } from './hub/client.mjs';
import { claimData } from './hub/data.mjs';
import { seedDemo } from './hub/demo.mjs';
import { help } from './hub/help.mjs';
import { loadEnvFile, readOptions } from './hub/options.mjs';
import { requireFreePorts } from './hub/ports.mjs';
import { startPrograms } from './hub/programs.mjs';
import { supervise } from './hub/supervise.mjs';
import { toolchain } from './toolchain/main.mjs';
import { createProgress, exitWith } from './toolchain/progress.mjs';

async function main(args) {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help);
    return 0;
  }
  loadEnvFile();
  const options = readOptions(args, process.env);
  const release = await claimData(options);
  try {
    await requireFreePorts(options);
    const parts = await toolchain({ quiet: true });
    const progress = createProgress(options.demo ? 3 : 2);
    progress.step('Client');
    await buildClient({ node: parts.node, progress });
    await rm(join(options.dataDir, 'admin-link'), { force: true });
    return await supervise(async (tools) => {
      progress.step('Hub');
      await startPrograms({ ...tools, parts, options, progress });
      await announce(options);
      if (options.demo) await seedDemo({ ...tools, parts, options, progress });
    });
  } finally {
    await release();
  }
}

main(process.argv.slice(2)).then((code) => process.exit(code), exitWith);
