// Runs a hub until it is told to stop or one of its programs ends.
import { readFile } from 'node:fs/promises';
import { createGroup } from '../services/group.mjs';

const lastLines = 20;

/**
 * Starts a hub by `start` and answers the exit code when everything has stopped. Ctrl-C and
 * SIGTERM stop it; so does the end of any program, because a hub with a part missing is worse
 * than one that is plainly away.
 * @param {(tools: { group: ReturnType<typeof createGroup>,
 *   onExit: (name: string, outcome: object, log: string) => void }) => Promise<void>} start
 * @returns {Promise<number>}
 */
export async function supervise(start) {
  const group = createGroup();
  let end;
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end({ signal }));
  const watch = watchParent(() => end({ signal: 'parent' }));
  const onExit = (name, outcome, log) => end({ name, outcome, log });
  const failed = start({ group, onExit }).then(
    () => new Promise(() => {}),
    (error) => ({ error }),
  );
  const cause = await Promise.race([ended, failed]);
  clearInterval(watch);
  if (cause.signal) process.stdout.write('\nStopping.\n');
  if (cause.name) await reportCrash(cause);
  await group.stop();
  if (cause.error) throw cause.error;
  if (cause.signal) process.stdout.write('Stopped.\n');
  return cause.name ? 1 : 0;
}

async function reportCrash({ name, outcome, log }) {
  const how = outcome.reason ?? `code ${outcome.code ?? outcome.signal}`;
  const text = (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n');
  const said = text.slice(-lastLines).join('\n');
  process.stderr.write(`\nThe ${name} ended (${how}), so the hub stops. It said last:\n${said}\n`);
  process.stderr.write(`  What to do: read ${log}, then start again\n`);
}

// npm may be killed and leave this process without the terminal it was started from.
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, 1_000).unref();
}
