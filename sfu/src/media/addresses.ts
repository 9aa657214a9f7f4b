import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Logger } from '../kernel/logger.ts';

/** The addresses of this machine that others might reach, IPv4 first. */
export function ownAddresses(interfaces = networkInterfaces()): string[] {
  const found = Object.values(interfaces).flatMap((list) => list ?? []);
  const reachable = found.filter((one) => !one.internal && !one.address.startsWith('fe80:'));
  return reachable.sort((a, b) => a.family.localeCompare(b.family)).map((one) => one.address);
}

/** True for loopback, private, link-local and carrier-grade addresses: not reachable from the internet. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 6) return /^(::1$|f[cd]|fe80:)/i.test(address);
  if (isIP(address) !== 4) return address === 'localhost' || address.endsWith('.local');
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 10 || a === 127) return true;
  if (a === 172 && b >= 16 && b < 32) return true;
  if (a === 100 && b >= 64 && b < 128) return true;
  return (a === 192 && b === 168) || (a === 169 && b === 254);
}

export interface Reachability {
  /** What MEDIA_ANNOUNCED_ADDRESS says; empty when it says nothing. */
  configured: readonly string[];
  /** What browsers will be told. */
  announced: readonly string[];
  /** Where browsers reach the signalling. */
  publicUrl: string;
  inContainer?: boolean;
}

/**
 * What browsers are told: the configured addresses, else this machine's own.
 * Loopback comes last and only when nothing is configured, for a browser on
 * the same machine without a network.
 */
export function announcedAddresses({
  announcedAddresses: configured,
}: {
  announcedAddresses: readonly string[];
}): readonly string[] {
  return configured.length > 0 ? configured : [...ownAddresses(), '127.0.0.1'];
}

/** Says each doubt once, at the start. */
export function warnOfAddresses(reachability: Reachability, logger: Logger): void {
  const { announced, publicUrl } = reachability;
  for (const doubt of addressDoubts({ ...reachability, inContainer: isContainer() }))
    logger.warn({ announced, publicUrl }, doubt);
}

function isContainer(): boolean {
  return existsSync('/.dockerenv') || existsSync('/run/.containerenv');
}

/**
 * Reasons to doubt that people can reach the media, as words for the log.
 * An announced address nobody can reach shows as black pictures much later,
 * so it is said at the start.
 */
export function addressDoubts({
  configured,
  announced,
  publicUrl,
  inContainer,
}: Reachability): string[] {
  const { hostname } = new URL(publicUrl);
  const doubts: string[] = [];
  if (inContainer === true && configured.length === 0) {
    doubts.push(
      'MEDIA_ANNOUNCED_ADDRESS is not set in a container: browsers are told the container’s inner address',
    );
  }
  if (!isPrivateAddress(hostname) && announced.every(isPrivateAddress)) {
    doubts.push(
      'SFU_PUBLIC_URL is public, but every media address is private: name the public one in MEDIA_ANNOUNCED_ADDRESS',
    );
  }
  if (
    announced.every((address) => address === '::1' || address.startsWith('127.')) &&
    !isLoopbackName(hostname)
  ) {
    doubts.push(
      'only this machine can reach the media: name its address in MEDIA_ANNOUNCED_ADDRESS',
    );
  }
  return doubts;
}

function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]';
}
