// What the person who started the hub is told.
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join, relative } from 'node:path';
import { waitFor } from '../services/wait.mjs';
import { root } from './options.mjs';

/**
 * The address to open on this machine.
 * @param {import('./options.mjs').Options} options
 */
export function addressOf({ publicUrl, tls, port }) {
  return publicUrl ?? `${tls ? 'https' : 'http'}://localhost:${port}`;
}

/**
 * Prints the address, the one-time link for the first admin, and what other devices need.
 * @param {import('./options.mjs').Options} options
 */
export async function announce(options) {
  const address = addressOf(options);
  const rows = [['Address', address]];
  const link = await adminLink(options.dataDir);
  if (link) rows.push(['First admin', `${link}   (works once)`]);
  rows.push(...networkRows(options, address));
  rows.push(['Translation', translationOf(options)]);
  rows.push(['Data', shown(options.dataDir)]);
  rows.push(['Stop', 'Ctrl-C']);
  const text = rows.map(([name, value]) => `  ${`${name}:`.padEnd(17)}${value}`).join('\n');
  process.stdout.write(`\nJembatan is running.\n\n${text}\n\n`);
}

function translationOf({ translateUrl }) {
  if (translateUrl) return `on, by ${new URL(translateUrl).host}`;
  return 'by people only; a service is switched on by TRANSLATE_URL (docs/forum/translation.md)';
}

function shown(folder) {
  const path = relative(root, folder);
  return path.startsWith('..') ? folder : path;
}

// The server writes this file right after it is ready, empty when there is an admin already.
async function adminLink(dataDir) {
  const file = join(dataDir, 'admin-link');
  const read = () => readFile(file, 'utf8');
  const text = await waitFor(read, { timeoutMs: 5_000, what: 'The link for the first admin' });
  return text.trim() || undefined;
}

// Browsers give camera and microphone only to pages from this machine or over HTTPS.
function networkRows({ publicUrl, tls, port }, address) {
  if (publicUrl && address.startsWith('https:')) return [];
  const addresses = lanAddresses().map((ip) => `${tls ? 'https' : 'http'}://${ip}:${port}`);
  const rows = publicUrl ? [] : addresses.map((url) => ['In this network', url]);
  if (!tls) {
    const text = 'need HTTPS for camera and microphone: see docs/running.md';
    rows.push(['Other devices', text]);
  }
  return rows;
}

function lanAddresses() {
  return Object.values(networkInterfaces())
    .flat()
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
}
