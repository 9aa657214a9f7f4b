import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';

const kept = z.object({
  password: z.string(),
  handles: z.record(z.string(), z.string()),
  finished: z.array(z.string()),
});

/** What has been seeded so far, so that a run that was broken off goes on where it stopped. */
export interface Memory {
  /** One password for everybody of the demonstration. */
  readonly password: string;
  handleOf(name: string): string | undefined;
  rememberHandle(name: string, handle: string): Promise<void>;
  isFinished(region: string): boolean;
  finish(region: string): Promise<void>;
}

/** The memory in a file, readable only by its owner; one that is not there begins empty. */
export async function openMemory(file: string): Promise<Memory> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const state = text ? kept.parse(JSON.parse(text)) : emptyState();
  const save = async () => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  };
  return remember(state, save);
}

/** A memory that ends with the process. */
export function forgetfulMemory(): Memory {
  return remember(emptyState(), async () => {});
}

function emptyState(): z.infer<typeof kept> {
  return { password: randomBytes(9).toString('base64url'), handles: {}, finished: [] };
}

function remember(state: z.infer<typeof kept>, save: () => Promise<void>): Memory {
  return {
    password: state.password,
    handleOf: (name) => state.handles[name],
    rememberHandle: async (name, handle) => {
      state.handles[name] = handle;
      await save();
    },
    isFinished: (region) => state.finished.includes(region),
    finish: async (region) => {
      state.finished.push(region);
      await save();
    },
  };
}
