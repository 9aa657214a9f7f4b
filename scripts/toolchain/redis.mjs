// Redis's server, 7.0 or newer.
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractPackages, installPackages } from './apt.mjs';
import { cached, cacheFolder, isCached } from './cache.mjs';
import { canReach } from './network.mjs';
import { StepError } from './progress.mjs';
import { isExecutable, run, versionOf, which } from './run.mjs';
import { hasApt, isRoot } from './system.mjs';

const step = 'Redis';
const oldestMajor = 7;
const source = {
  version: '7.0.15',
  url: 'https://download.redis.io/releases/redis-7.0.15.tar.gz',
  sha256: '98066f5363504b26c34dd20fbcc3c957990d764cdf42576c836fc021073f4341',
};
// Debian's tools hold the same program as its server package, which would start a daemon.
const tools = ['redis-tools'];
const toolLibraries = ['libatomic1', 'libjemalloc2', 'liblzf1', 'libssl3', 'libsystemd0'];

/**
 * The path of a redis-server.
 * @param {import('./main.mjs').Context} context
 */
export async function findRedis(context) {
  if (context.env.JEMBATAN_REDIS) return context.env.JEMBATAN_REDIS;
  const onPath = which('redis-server');
  if (onPath && ((await versionOf(onPath))?.[0] ?? 0) >= oldestMajor) return onPath;
  for (const version of ['debian', source.version]) {
    if (await isCached({ part: 'redis', version, check: runs })) {
      return join(cacheFolder('redis', version), 'redis-server');
    }
  }
  // Redis publishes sources, not programs: where Debian's packages are new enough, they are
  // quicker.
  if (hasApt) {
    const path = await keep('debian', (draft) => fromDebian(draft, context), context).catch(
      (error) => context.progress.say(`not from Debian's packages: ${error.message}`),
    );
    if (path) return path;
  }
  if (await canReach('redis')) {
    return keep(source.version, (draft) => fromSource(draft, context), context);
  }
  const wayOut = 'install Redis 7.0 or newer so that redis-server is on PATH, or set REDIS_URL';
  throw new StepError({ step, reason: 'no redis-server here and no way to fetch one', wayOut });
}

async function keep(version, make, { progress }) {
  const part = { part: 'redis', version, check: runs, make, say: progress.say };
  return join(await cached(part), 'redis-server');
}

async function runs(folder) {
  const path = join(folder, 'redis-server');
  if (!isExecutable(path)) return false;
  return ((await versionOf(path))?.[0] ?? 0) >= oldestMajor;
}

async function fromDebian(draft, { progress }) {
  if (isRoot) {
    await installPackages(tools, { step, progress });
    // The program looks at the name it is called by.
    await copyFile('/usr/bin/redis-check-rdb', join(draft, 'redis-server'));
    return;
  }
  await extractPackages(tools, draft, { progress });
  // Most are there already, and some have another name in another release.
  for (const library of toolLibraries) {
    await extractPackages([library], draft, { progress }).catch(() => {});
  }
  await mkdir(join(draft, 'as'));
  await symlink('../usr/bin/redis-check-rdb', join(draft, 'as/redis-server'));
  const launcher = [
    '#!/bin/sh',
    'here=$(dirname "$(readlink -f "$0")")',
    'for folder in "$here"/usr/lib/*-linux-* "$here"/lib/*-linux-*; do',
    '  LD_LIBRARY_PATH=$folder:$LD_LIBRARY_PATH',
    'done',
    'export LD_LIBRARY_PATH',
    'exec "$here/as/redis-server" "$@"',
  ];
  await writeFile(join(draft, 'redis-server'), `${launcher.join('\n')}\n`);
  await chmod(join(draft, 'redis-server'), 0o755);
}

async function fromSource(draft, { progress }) {
  if (!which('make') || !which('cc')) {
    const wayOut = 'install redis-server 7.0 or newer, or make and a C compiler';
    throw new StepError({ step, reason: 'no redis-server here and no compiler', wayOut });
  }
  progress.say(`building Redis ${source.version} from its sources: once, about two minutes`);
  const archive = Buffer.from(await (await fetch(source.url)).arrayBuffer());
  const sha256 = createHash('sha256').update(archive).digest('hex');
  if (sha256 !== source.sha256) {
    const wayOut = 'try again from another network; this one changes what it carries';
    throw new StepError({ step, reason: `${source.url} has the wrong hash`, wayOut });
  }
  await writeFile(join(draft, 'redis.tar.gz'), archive);
  await run('tar', ['-xzf', 'redis.tar.gz', '--strip-components=1'], { cwd: draft });
  const onLine = (line) => progress.tick(line.trim().slice(0, 60));
  await run('make', ['-j2', 'MALLOC=libc', 'redis-server'], { cwd: join(draft, 'src'), onLine });
  const program = await readFile(join(draft, 'src/redis-server'));
  for (const name of ['src', 'deps', 'redis.tar.gz']) {
    await rm(join(draft, name), { recursive: true });
  }
  await writeFile(join(draft, 'redis-server'), program, { mode: 0o755 });
}
