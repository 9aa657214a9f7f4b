import { BlockList, isIP } from 'node:net';

type Net = readonly [network: string, prefix: number];

/** Everything that is not an ordinary address of the internet: own machine, own network, reserved. */
const closed4: readonly Net[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of IPv6 only global unicast is open, and of that not what carries IPv4 or is reserved. */
const open6: Net = ['2000::', 3];
const closed6: readonly Net[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

function listOf(family: 'ipv4' | 'ipv6', nets: readonly Net[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of nets) list.addSubnet(network, prefix, family);
  return list;
}

const refused4 = listOf('ipv4', closed4);
const global6 = listOf('ipv6', [open6]);
const refused6 = listOf('ipv6', closed6);

/** Whether the hub may connect to an IP address; `false` for what is no address at all. */
export type MayConnect = (address: string) => boolean;

export const isPublicAddress: MayConnect = (address) => {
  const family = isIP(address);
  if (family === 4) return !refused4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return global6.check(address, 'ipv6') && !refused6.check(address, 'ipv6');
};

/**
 * Public addresses and the networks an operator names besides (`10.1.0.0/16`, `fd00::/8`, one address).
 *
 * @throws {Error} for a network that is none
 */
export function createMayConnect(networks: readonly string[]): MayConnect {
  const named = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address);
    if (family === 0) throw new Error(`LINK_PREVIEW_NETWORKS: ${network} is no network`);
    const bits = Number(prefix ?? (family === 4 ? 32 : 128));
    named.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    const family = isIP(address);
    if (family === 0) return false;
    return isPublicAddress(address) || named.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}
