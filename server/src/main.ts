import { createApp } from './app.ts';
import { readConfig } from './config.ts';

/** The process: environment, signals, exit codes. Nothing else. */
async function main(): Promise<void> {
  const app = await createApp(readConfig());
  await app.listen();
  let closing = false;
  const stop = () => {
    if (closing) return;
    closing = true;
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
