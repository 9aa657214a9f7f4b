// The mediasoup worker: the program that carries sound and picture.
import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './apt.mjs';
import { cached } from './cache.mjs';
import { canReach } from './network.mjs';
import { StepError } from './progress.mjs';
import { pythonEnvironment } from './python.mjs';
import { isExecutable, run, tryRun } from './run.mjs';
import { hasApt } from './system.mjs';

const step = 'mediasoup worker';
const mediasoup = fileURLToPath(new URL('../../node_modules/mediasoup/', import.meta.url));
const shims = fileURLToPath(new URL('./worker-shims/', import.meta.url));

// Compiler and libraries for the build, as Debian 12 names them.
const buildPackages = [
  ...['g++', 'pkg-config', 'libuv1-dev', 'libssl-dev', 'libsrtp2-dev', 'libabsl-dev'],
  ...['flatbuffers-compiler', 'libflatbuffers-dev'],
];
// What the built worker needs to run; also there when the cache is carried to another machine.
const runPackages = ['libuv1', 'libssl3', 'libsrtp2-1'];

/**
 * The path of a worker of the installed mediasoup's version.
 * @param {import('./main.mjs').Context} context
 */
export async function findWorker({ env, node, progress }) {
  if (env.MEDIASOUP_WORKER_BIN) return env.MEDIASOUP_WORKER_BIN;
  const version = await versionKey();
  const folder = await cached({
    part: 'mediasoup-worker',
    version,
    check: async (place) => runs(join(place, 'mediasoup-worker')),
    make: async (draft) => {
      if (await canReach('github')) {
        progress.say('downloading the prebuilt worker');
        if (await downloadPrebuilt(draft, node)) return;
      }
      await build(draft, { step, progress });
    },
    say: progress.say,
  });
  return join(folder, 'mediasoup-worker');
}

// A worker belongs to one version of mediasoup, and a built one to the shims it was built on.
async function versionKey() {
  const { version } = JSON.parse(await readFile(join(mediasoup, 'package.json'), 'utf8'));
  const hash = createHash('sha256');
  for (const entry of (await readdir(shims, { recursive: true, withFileTypes: true })).sort(
    byPath,
  )) {
    if (entry.isFile()) hash.update(await readFile(pathOf(entry)));
  }
  return `${version}-${hash.digest('hex').slice(0, 8)}`;
}

const pathOf = (entry) => join(entry.parentPath ?? entry.path, entry.name);
const byPath = (a, b) => (pathOf(a) < pathOf(b) ? -1 : 1);

// Started without a version to speak, a worker that runs on this system leaves with code 41.
async function runs(path) {
  if (!isExecutable(path)) return false;
  const outcome = await tryRun('sh', ['-c', `env -i "$0"; test $? = 41`, path], {
    timeoutMs: 5_000,
  });
  return outcome !== undefined;
}

// mediasoup's own script downloads and, failing that, builds from sources it downloads as well.
// A Python that does nothing but fail keeps it from the second.
async function downloadPrebuilt(draft, node) {
  const env = { ...process.env, PYTHON: 'false', MEDIASOUP_WORKER_BIN: '' };
  const script = join(mediasoup, 'npm-scripts.mjs');
  await tryRun(node, [script, 'postinstall'], { cwd: draft, env, timeoutMs: 300_000 });
  const built = join(draft, 'worker/out/Release/mediasoup-worker');
  const fetched = isExecutable(built);
  if (fetched) await copyFile(built, join(draft, 'mediasoup-worker'));
  await rm(join(draft, 'worker'), { recursive: true, force: true });
  return fetched;
}

async function build(draft, context) {
  if (!hasApt) {
    const reason = 'the prebuilt worker could not be fetched, and it is built only on Debian';
    const wayOut = 'open the way to github.com, or set MEDIASOUP_WORKER_BIN to a worker';
    throw new StepError({ step, reason, wayOut });
  }
  context.progress.say('building the worker from its sources: once, about five minutes');
  await installPackages([...runPackages, ...buildPackages], context);
  await pythonEnvironment(join(draft, 'python'), 'worker-build.txt', context);
  await prepareSources(join(draft, 'source'));
  try {
    await compile(draft, context.progress);
  } catch (error) {
    const wayOut = 'use Debian 12, or set MEDIASOUP_WORKER_BIN to a worker built elsewhere';
    throw new StepError({ step, reason: error.message, wayOut });
  }
  await copyFile(join(draft, 'build/mediasoup-worker'), join(draft, 'mediasoup-worker'));
  await Promise.all(
    ['python', 'source', 'build'].map((name) => rm(join(draft, name), { recursive: true })),
  );
}

async function prepareSources(source) {
  await mkdir(source);
  await cp(join(mediasoup, 'worker'), source, { recursive: true });
  await rm(join(source, 'subprojects'), { recursive: true });
  await mkdir(join(source, 'subprojects'));
  for (const name of await readdir(shims)) {
    await cp(join(shims, name), join(source, 'subprojects', name), { recursive: true });
  }
  await correctBioCallback(join(source, 'src/RTC/DtlsTransport.cpp'));
}

// The worker answers 1 to every control call of OpenSSL's BIO. An OpenSSL built with kernel TLS,
// as Debian's is, takes that for "kernel TLS is on", allocates no write buffer and crashes in the
// first DTLS handshake. BIO_CB_RETURN is a bit beside the operation, not a value of its own.
async function correctBioCallback(path) {
  const text = await readFile(path, 'utf8');
  const wrong = '(operationType == BIO_CB_RETURN)';
  if (text.split(wrong).length !== 2) {
    const reason = 'the line to correct in DtlsTransport.cpp has changed';
    const wayOut = 'read docs/decisions/0003-worker-from-system-libraries.md and adapt worker.mjs';
    throw new StepError({ step, reason, wayOut });
  }
  await writeFile(path, text.replace(wrong, '((operationType & BIO_CB_RETURN) != 0)'));
}

async function compile(draft, progress) {
  const bin = join(draft, 'python/bin');
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  const setup = ['setup', 'build', 'source', '--buildtype', 'release', '-Db_ndebug=true'];
  await run(join(bin, 'meson'), [...setup, '--wrap-mode', 'nodownload'], { cwd: draft, env });
  const onLine = (line) => {
    const match = /^\[(\d+)\/(\d+)\]/.exec(line);
    if (match) progress.tick(`compiling ${match[1]} of ${match[2]}`);
  };
  const ninja = (target) =>
    run(join(bin, 'ninja'), ['-C', 'build', target], { cwd: draft, env, onLine });
  // The build forgets to say that its part of libwebrtc includes generated headers, so they are
  // generated first.
  await ninja('fbs/FBS/worker.h');
  await ninja('mediasoup-worker');
  await run('strip', [join(draft, 'build/mediasoup-worker')]);
}
