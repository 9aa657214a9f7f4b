import { expect, test } from 'vitest';
import { createMayConnect, isPublicAddress } from './public-addresses.ts';

test.each([
  ...[
    '127.0.0.1',
    '127.8.9.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
  ],
  ...[
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '224.0.0.1',
    '239.1.1.1',
    '255.255.255.255',
  ],
  ...[
    '192.0.0.192',
    '198.18.0.1',
    '203.0.113.9',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
  ],
  ...[
    '::ffff:7f00:1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '64:ff9b::7f00:1',
  ],
  ...['2002:7f00:1::', '2001::1', '2001:db8::1', '::127.0.0.1', 'localhost', '', '127.1'],
])('FMT-4 %s is not connected to', (address) => expect(isPublicAddress(address)).toBe(false));

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '193.0.0.1', '2606:4700::1111', '2a00:1450::1'])(
  '%s is on the internet',
  (address) => expect(isPublicAddress(address)).toBe(true),
);

test('an operator can open networks of their own, and no others', () => {
  const may = createMayConnect(['10.1.0.0/16', 'fd00::/8', '127.0.0.2']);
  expect(['10.1.2.3', 'fd12::1', '127.0.0.2', '8.8.8.8'].every(may)).toBe(true);
  expect(['10.2.0.1', '127.0.0.1', 'fe80::1'].some(may)).toBe(false);
  expect(() => createMayConnect(['school'])).toThrow('school');
});
