// What `npm start` and `npm run dev` are told: arguments, environment, and the file .env.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StepError } from '../toolchain/progress.mjs';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @typedef {{ port: number, sfuPort: number, mediaPort: number, dataDir: string, demo: boolean,
 *   publicUrl: string | undefined, tls: boolean, translateUrl: string | undefined }} Options
 */

/**
 * Reads what the caller wants. Only what the scripts themselves need is looked at; the programs
 * check their own variables.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Options}
 */
export function readOptions(args, env) {
  const unknown = args.filter((arg) => arg !== '--demo');
  if (unknown.length > 0) {
    const wayOut = 'npm start -- --help tells what there is';
    throw new StepError({ step: 'Start', reason: `unknown: ${unknown.join(' ')}`, wayOut });
  }
  return {
    port: readPort(env, 'PORT', 3000),
    sfuPort: readPort(env, 'SFU_PORT', 3001),
    mediaPort: readPort(env, 'MEDIA_PORT', 40_000),
    dataDir: resolve(root, env.DATA_DIR || '.data'),
    demo: args.includes('--demo'),
    publicUrl: env.PUBLIC_URL || undefined,
    tls: Boolean(env.TLS_CERT),
    translateUrl: env.TRANSLATE_URL || undefined,
  };
}

/** Takes what the file .env says into the environment; what is set already wins. */
export function loadEnvFile() {
  const path = join(root, '.env');
  if (existsSync(path)) process.loadEnvFile(path);
}

function readPort(env, name, usual) {
  const port = Number(env[name] || usual);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  const wayOut = `set ${name} to a number from 1 to 65535, or leave it out for ${usual}`;
  throw new StepError({ step: 'Environment', reason: `${name}=${env[name]} is no port`, wayOut });
}
