// What kind of machine this is.
import { readFileSync } from 'node:fs';

/** The distribution by /etc/os-release, or the platform's name where there is none. */
export const distribution = readDistribution();

/** Part of each cache key: a program built or fetched for one system does not serve another. */
export const systemKey = `${process.arch}-${distribution.id}${distribution.release}`;

/** Whether programs can come from Debian's packages (Debian and what descends from it). */
export const hasApt = distribution.family.includes('debian');

/** Whether packages can be installed without asking for a password. */
export const isRoot = process.getuid?.() === 0;

function readDistribution() {
  let text = '';
  try {
    text = readFileSync('/etc/os-release', 'utf8');
  } catch {
    return { id: process.platform, release: '', family: [] };
  }
  const field = (name) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  const id = field('ID') || 'linux';
  return { id, release: field('VERSION_ID'), family: [id, ...field('ID_LIKE').split(' ')] };
}
