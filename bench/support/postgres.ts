import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Program } from '../../scripts/services/group.mjs';
import { freePort } from '../../scripts/services/ports.mjs';

const run = promisify(execFile);

/** Where Debian keeps the programs that are not on the path. */
const debian = '/usr/lib/postgresql';

/** A PostgreSQL of the run's own. */
export interface Postgres {
  /** Runs statements, and throws what the server says against them. */
  run(sql: string): Promise<void>;
  /** Fills a table by COPY: one line for each row, in its text format. */
  copy(table: string, lines: AsyncIterable<string>): Promise<void>;
  /** Milliseconds that each of these queries took, one after another on one connection. */
  time(queries: readonly string[]): Promise<number[]>;
}

type Start = (spec: { name: string; command: string; args: string[] }) => Promise<Program>;

/** Null where PostgreSQL is not installed. */
export async function startPostgres(folder: string, start: Start): Promise<Postgres | null> {
  const bin = await findPrograms();
  if (!bin) return null;
  const place = join(folder, 'postgres');
  await mkdir(place);
  await chmod(folder, 0o755);
  if (isRoot) await run('chown', ['postgres', place]);
  const files = join(place, 'files');
  await run(...as(`${bin}/initdb`, ['-D', files, '-U', 'bench', '-A', 'trust', '-E', 'UTF8']));
  const port = await freePort();
  const [command, args] = as(`${bin}/postgres`, [
    ...['-D', files, '-p', String(port), '-k', place, '-c', 'listen_addresses='],
    ...['-c', 'shared_buffers=1GB', '-c', 'jit=off', '-c', 'maintenance_work_mem=512MB'],
  ]);
  await start({ name: 'postgres', command, args });
  const client = clientOf([`${bin}/psql`, '-h', place, '-p', String(port), '-U', 'bench']);
  await answering(client);
  return client;
}

const isRoot = process.getuid?.() === 0;

/** PostgreSQL does not run as root. */
function as(program: string, args: string[]): [string, string[]] {
  if (!isRoot) return [program, args];
  const user = ['--reuid=postgres', '--regid=postgres', '--clear-groups', '--'];
  return ['setpriv', [...user, program, ...args]];
}

async function findPrograms(): Promise<string | null> {
  const versions = await readdir(debian).catch(() => []);
  const newest = versions.toSorted((one, other) => Number(one) - Number(other)).at(-1);
  return newest ? join(debian, newest, 'bin') : null;
}

function clientOf([psql = 'psql', ...server]: string[]): Postgres {
  const base = [...server, '-d', 'postgres', '-X', '-q', '-v', 'ON_ERROR_STOP=1'];

  return {
    async run(sql) {
      await run(psql, [...base, '-c', sql]);
    },
    async copy(table, lines) {
      const client = spawn(psql, [...base, '-c', `COPY ${table} FROM STDIN`], {
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      const ended = once(client, 'exit');
      await pipeline(Readable.from(lines), client.stdin);
      const [code] = await ended;
      if (code !== 0) throw new Error(`COPY to ${table} failed`);
    },
    async time(queries) {
      const client = run(psql, [...base, '-A', '-t'], { maxBuffer: 1 << 30 });
      client.child.stdin?.end(['\\timing on', ...queries.map((sql) => `${sql};`)].join('\n'));
      const { stdout } = await client;
      return [...stdout.matchAll(/^Time: ([\d.]+) ms/gm)].map(([, ms]) => Number(ms));
    },
  };
}

async function answering(client: Postgres): Promise<void> {
  for (let left = 100; ; left -= 1) {
    const up = await client.run('SELECT 1').then(
      () => true,
      () => false,
    );
    if (up) return;
    if (left === 0) throw new Error('PostgreSQL does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
