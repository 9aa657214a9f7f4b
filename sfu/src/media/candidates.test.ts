import { expect, test } from 'vitest';
import { withAllAddresses } from './candidates.ts';
import type { IceCandidate } from './types.ts';

const candidate = (address: string, protocol: 'udp' | 'tcp', priority: number): IceCandidate => ({
  foundation: `${protocol}candidate`,
  priority,
  ip: address,
  address,
  protocol,
  port: 40_000,
  type: 'host',
  ...(protocol === 'tcp' ? { tcpType: 'passive' as const } : {}),
});

test('further addresses come with both protocols, lower priority and the same port', () => {
  const first = [candidate('192.168.1.5', 'udp', 1_000), candidate('192.168.1.5', 'tcp', 900)];
  const all = withAllAddresses(first, ['192.168.1.5', '203.0.113.9', '2001:db8::1']);
  expect(
    all.map(({ address, protocol, priority, port }) => [address, protocol, priority, port]),
  ).toEqual([
    ['192.168.1.5', 'udp', 1_000, 40_000],
    ['192.168.1.5', 'tcp', 900, 40_000],
    ['203.0.113.9', 'udp', 999, 40_000],
    ['203.0.113.9', 'tcp', 899, 40_000],
  ]);
  expect(new Set(all.map((one) => one.foundation)).size).toBe(4);
});
