import { createApp } from './app.ts';
import { readConfig } from './config.ts';

/** Milliseconds a clean end may take before the process goes anyway. */
const patienceMs = 5_000;

const app = await start();

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());

async function start() {
  try {
    const built = await createApp(readConfig());
    await built.listen();
    return built;
  } catch (err) {
    process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
    process.exit(1);
  }
}

async function stop() {
  setTimeout(() => process.exit(1), patienceMs).unref();
  await app.close();
  process.exit(0);
}
