import { describe, expect, test } from 'vitest';
import { addressDoubts, isPrivateAddress, ownAddresses } from './addresses.ts';

describe('VID-8 addresses nobody can reach', () => {
  test.each([
    ['10.1.2.3', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.1.1', true],
    ['169.254.7.7', true],
    ['100.64.0.1', true],
    ['100.128.0.1', false],
    ['127.0.0.1', true],
    ['203.0.113.9', false],
    ['::1', true],
    ['fd12::1', true],
    ['2001:db8::1', false],
    ['hub.local', true],
    ['media.example.org', false],
  ])('%s is private: %s', (address, isPrivate) => {
    expect(isPrivateAddress(address)).toBe(isPrivate);
  });

  const publicUrl = 'https://sfu.example.org';

  test('a container without an announced address is doubted', () => {
    const facts = { configured: [], announced: ['172.17.0.2'], publicUrl, inContainer: true };
    expect(addressDoubts(facts)).toEqual([
      expect.stringContaining('MEDIA_ANNOUNCED_ADDRESS is not set in a container'),
      expect.stringContaining('SFU_PUBLIC_URL is public, but every media address is private'),
    ]);
  });

  test('a private address under a public name is doubted; one public among them is enough', () => {
    const doubts = (...announced: string[]) =>
      addressDoubts({ configured: announced, announced, publicUrl });
    expect(doubts('192.168.1.5')).toHaveLength(1);
    expect(doubts('127.0.0.1')).toHaveLength(2);
    expect(doubts('192.168.1.5', '203.0.113.9')).toEqual([]);
  });

  test('at home, on one machine or in one network, nothing is doubted', () => {
    const home = { configured: [], announced: ['192.168.1.5', '127.0.0.1'] };
    expect(addressDoubts({ ...home, publicUrl: 'http://localhost:3001' })).toEqual([]);
    expect(addressDoubts({ ...home, publicUrl: 'http://192.168.1.5:3001' })).toEqual([]);
  });
});

test('own addresses leave out loopback and link-local ones, IPv4 first', () => {
  const one = (address: string, family: 'IPv4' | 'IPv6', internal = false) => ({
    address,
    family,
    internal,
    netmask: '',
    mac: '',
    cidr: null,
    ...(family === 'IPv6' ? { scopeid: 0 } : {}),
  });
  const interfaces = {
    lo: [one('127.0.0.1', 'IPv4', true)],
    eth0: [one('fe80::1', 'IPv6'), one('2001:db8::5', 'IPv6'), one('192.168.1.5', 'IPv4')],
  };
  expect(ownAddresses(interfaces as Parameters<typeof ownAddresses>[0])).toEqual([
    '192.168.1.5',
    '2001:db8::5',
  ]);
});
