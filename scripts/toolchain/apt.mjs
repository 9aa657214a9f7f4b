// Debian's packages: signed by Debian, installed without what they only recommend.
import { rm } from 'node:fs/promises';
import { StepError } from './progress.mjs';
import { run, tryRun, which } from './run.mjs';
import { hasApt, isRoot } from './system.mjs';

let listsAreFresh = false;

/**
 * Installs packages that are missing. Does nothing when all are there.
 * @param {string[]} packages
 * @param {{ step: string, progress: import('./progress.mjs').Progress }} context
 * @throws {StepError} where packages cannot be installed, with the command a person can type
 */
export async function installPackages(packages, { step, progress }) {
  const missing = await missingOf(packages);
  if (missing.length === 0) return;
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!hasApt || !which('apt-get')) {
    const wayOut = `install what Debian calls ${missing.join(', ')}, then start again`;
    throw new StepError({ step, reason: 'needed programs are missing', wayOut });
  }
  if (!isRoot) {
    throw new StepError({ step, reason: 'packages are missing', wayOut: `run: sudo ${command}` });
  }
  progress.say(`installing ${missing.join(' ')}`);
  await refreshLists(progress);
  try {
    await apt(['install', '-y', '--no-install-recommends', ...missing], progress);
  } catch (error) {
    throw new StepError({ step, reason: error.message, wayOut: `see why this fails: ${command}` });
  }
}

/** Unpacks packages into a folder without installing them; needs no rights. */
export async function extractPackages(packages, folder, { progress }) {
  await run('apt-get', ['download', '-q', ...packages], { cwd: folder });
  const files = (await run('sh', ['-c', 'ls *.deb'], { cwd: folder })).trim().split('\n');
  for (const file of files) {
    progress.say(`unpacking ${file}`);
    await run('dpkg-deb', ['-x', file, folder], { cwd: folder });
    await rm(`${folder}/${file}`);
  }
}

async function refreshLists(progress) {
  if (listsAreFresh) return;
  await apt(['update'], progress);
  listsAreFresh = true;
}

async function missingOf(packages) {
  const installed = await Promise.all(
    packages.map(async (name) => {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills this in, not JavaScript.
      const status = await tryRun('dpkg-query', ['-W', '-f', '${Status}', name]);
      return status?.startsWith('install ok installed') === true;
    }),
  );
  return packages.filter((_name, index) => !installed[index]);
}

async function apt(args, progress) {
  // Another apt at work is waited for, up to ten minutes.
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=600', '-o', 'Dpkg::Use-Pty=0'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const onLine = (line) => {
    if (/^(Get|Setting up|Unpacking)/.test(line)) progress.tick(line.slice(0, 90));
  };
  await run('apt-get', [...options, ...args], { env, onLine, timeoutMs: 900_000 });
}
