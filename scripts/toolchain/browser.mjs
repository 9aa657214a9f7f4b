// What only the tests need: a browser, and a voice for its microphone.
import { fileURLToPath } from 'node:url';
import { installPackages } from './apt.mjs';
import { cached } from './cache.mjs';
import { canReach } from './network.mjs';
import { StepError } from './progress.mjs';
import { isExecutable, run, which } from './run.mjs';
import { hasApt, isRoot } from './system.mjs';

const step = 'Chromium';
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const headlessShell = 'chromium-headless-shell';
const playwright = fileURLToPath(new URL('../../node_modules/playwright-core/', import.meta.url));

/**
 * The path of Chromium or Chrome.
 * @param {import('./main.mjs').Context} context
 */
export async function findChromium(context) {
  if (context.env.CHROMIUM_BIN) return context.env.CHROMIUM_BIN;
  const onPath = names.map(which).find(Boolean);
  if (onPath) return onPath;
  if (hasApt) {
    await installPackages(['chromium'], { step, progress: context.progress });
    const installed = names.map(which).find(Boolean);
    if (installed) return installed;
  }
  return playwrightsOwn(context);
}

/**
 * The path of Chromium's headless shell: the same engine without a window, at half the work. For
 * pages that need no camera. Where the system has none, Chromium itself.
 * @param {import('./main.mjs').Context} context
 */
export async function findHeadlessShell(context) {
  const { env, progress } = context;
  const own = env.HEADLESS_SHELL_BIN ?? env.CHROMIUM_BIN ?? which(headlessShell);
  if (own) return own;
  if (hasApt && isRoot) {
    await installPackages([headlessShell], { step, progress }).catch(() =>
      progress.say('no headless shell here: Chromium stands in for it'),
    );
  }
  return which(headlessShell) ?? findChromium(context);
}

async function playwrightsOwn({ node, progress }) {
  if (!(await canReach('playwright'))) {
    const wayOut = 'install Chromium or Chrome, or set CHROMIUM_BIN to one';
    throw new StepError({ step, reason: 'no browser here and no way to fetch one', wayOut });
  }
  const env = (folder) => ({ ...process.env, PLAYWRIGHT_BROWSERS_PATH: folder });
  const ask = ['-e', "process.stdout.write(require('playwright-core').chromium.executablePath())"];
  const { version } = await import(`${playwright}package.json`, { with: { type: 'json' } }).then(
    (module) => module.default,
  );
  const folder = await cached({
    part: 'chromium',
    version,
    check: async (place) => isExecutable(await pathIn(place)),
    make: async (draft) => {
      progress.say('downloading Chromium');
      await run(node, [`${playwright}cli.js`, 'install', 'chromium'], { env: env(draft) });
    },
    say: progress.say,
  });
  async function pathIn(place) {
    return run(node, ask, { cwd: playwright, env: env(place) });
  }
  return pathIn(folder);
}

/** Browser and speech program where they are installed already; fetches nothing. */
export function presentTestParts(env) {
  return {
    chromium: env.CHROMIUM_BIN ?? names.map(which).find(Boolean),
    headlessShell: env.HEADLESS_SHELL_BIN ?? which(headlessShell),
    espeak: env.ESPEAK_BIN ?? which('espeak-ng') ?? which('espeak'),
  };
}

/**
 * The path of espeak-ng, which speaks into the microphones of test browsers.
 * @param {import('./main.mjs').Context} context
 */
export async function findSpeech({ env, progress }) {
  if (env.ESPEAK_BIN) return env.ESPEAK_BIN;
  const found = () => which('espeak-ng') ?? which('espeak');
  if (!found() && hasApt) await installPackages(['espeak-ng'], { step: 'espeak-ng', progress });
  const path = found();
  if (path) return path;
  const wayOut = 'install espeak-ng, or set ESPEAK_BIN to it';
  throw new StepError({ step: 'espeak-ng', reason: 'no speech program here', wayOut });
}
