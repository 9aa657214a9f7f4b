/** A hub started the way a person starts it: the start script, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/services/ports.mjs';
import { eventually } from './eventually.ts';

const root = join(import.meta.dirname, '../..');
const script = join(root, 'scripts/start.mjs');
const readyMs = 90_000;

/** Where one hub keeps its data and what it listens on. */
export interface Place {
  readonly dataDir: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

export interface StartedHub extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly url: string;
  /** Everything it has printed so far. */
  output(): string;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
}

/** A fresh folder and free ports for a hub. */
export async function newPlace(): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'jembatan-hub-'));
  const [port, sfuPort, mediaPort] = [await freePort(), await freePort(), await freePort()];
  // The services of the test run are not this hub's.
  const { MONGO_URL: _mongo, REDIS_URL: _redis, ...env } = process.env;
  const own = {
    DATA_DIR: dataDir,
    PORT: String(port),
    SFU_PORT: String(sfuPort),
    MEDIA_PORT: String(mediaPort),
  };
  return { dataDir, port, env: { ...env, ...own } };
}

/** Starts the script and does not wait for it to be ready. */
export function launch(place: Place, args: string[] = [], env: NodeJS.ProcessEnv = {}): StartedHub {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...place.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A terminal sends Ctrl-C to the whole group.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    url: `http://127.0.0.1:${place.port}`,
    output: () => output,
    exited,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
      await rm(place.dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts a hub and waits until it says that it runs. */
export async function startHub(
  place: Place,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<StartedHub> {
  const hub = launch(place, args, env);
  const early = hub.exited.then((code) => {
    throw new Error(`the hub ended with ${code}:\n${hub.output()}`);
  });
  early.catch(() => {});
  await Promise.race([says(hub, 'Ctrl-C'), early]);
  return hub;
}

/** Waits until the hub has printed a text. */
export async function says(hub: StartedHub, text: string): Promise<void> {
  const notYet = () => hub.output().includes(text) || `it said only:\n${hub.output()}`;
  await eventually(notYet, { withinMs: readyMs });
}

/** Presses Ctrl-C in the hub's terminal. */
export function pressCtrlC(hub: StartedHub): void {
  if (hub.child.pid) process.kill(-hub.child.pid, 'SIGINT');
}

/** One process of a hub. */
export interface HubProcess {
  readonly pid: number;
  readonly command: string;
}

/** Every living process that was started for a hub, by the data folder it was given. */
export function processesOf(place: Place): HubProcess[] {
  if (!existsSync('/proc/self/environ')) throw new Error('this needs /proc, so Linux');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const command = readProc(name, 'cmdline').replaceAll('\0', ' ').trim();
      // Redis writes its title over its environment, but works in its folder.
      const belongs =
        readProc(name, 'environ').includes(`DATA_DIR=${place.dataDir}\0`) ||
        workingFolder(name).startsWith(place.dataDir);
      return belongs && command ? [{ pid: Number(name), command }] : [];
    });
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // It ended while we looked.
    return '';
  }
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
}
