import { isIP } from 'node:net';
import type { types } from 'mediasoup';

/**
 * The candidates with every announced address: the sockets listen on all
 * interfaces, but the engine knows one address per socket. Further addresses
 * come with a lower priority, in the order they were configured.
 */
export function withAllAddresses(
  candidates: types.IceCandidate[],
  addresses: readonly string[],
): types.IceCandidate[] {
  const known = new Set(candidates.map((candidate) => candidate.address));
  const further = addresses.filter((address) => !known.has(address));
  const extra = further.flatMap((address, index) =>
    candidates
      .filter((candidate) => sameFamily(candidate.address, address))
      .map((candidate) => ({
        ...candidate,
        foundation: `${candidate.foundation}${index + 1}`,
        priority: Math.max(1, candidate.priority - (index + 1)),
        ip: address,
        address,
      })),
  );
  return [...candidates, ...extra];
}

function sameFamily(a: string, b: string): boolean {
  return (isIP(a) === 6) === (isIP(b) === 6);
}
