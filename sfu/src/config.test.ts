import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('the environment', () => {
  test('an empty one is enough', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3001,
      mediaPort: 40_000,
      seatMs: 60_000,
      publicUrl: null,
      turn: null,
    });
    expect(config.workers).toBeGreaterThan(0);
    expect(config.nodeId).toMatch(/^sfu-/);
  });

  test('several addresses and relays, in order', () => {
    const config = readConfig({
      MEDIA_ANNOUNCED_ADDRESS: '192.168.1.5, media.example.org,2001:db8::1',
      SFU_PUBLIC_URL: 'https://sfu.example.org/',
      TURN_URLS: 'turn:a,turns:b',
      TURN_SECRET: 'secret',
      WORKERS: '3',
    });
    expect(config.announcedAddresses).toEqual(['192.168.1.5', 'media.example.org', '2001:db8::1']);
    expect(config.publicUrl).toBe('https://sfu.example.org');
    expect(config.turn).toEqual({ urls: ['turn:a', 'turns:b'], secret: 'secret' });
    expect(config.workers).toBe(3);
  });

  const wrong: [name: string, value: string, others?: Record<string, string>][] = [
    ['NODE_ID', 'no spaces please'],
    ['SFU_PORT', '70000'],
    ['SFU_PUBLIC_URL', 'https://sfu.example.org/rtc'],
    ['SFU_PUBLIC_URL', 'sfu.example.org'],
    ['MEDIA_PORT', 'many'],
    ['MEDIA_ANNOUNCED_ADDRESS', '0.0.0.0'],
    ['MEDIA_ANNOUNCED_ADDRESS', '192.168.1.5,::'],
    ['WORKERS', '0'],
    ['TURN_SECRET', '', { TURN_URLS: 'turn:a' }],
    ['MEDIA_PORT', '65535', { WORKERS: '2' }],
    ['METRICS_TOKEN', 'short'],
    ['TLS_KEY', '', { TLS_CERT: '/nowhere.pem' }],
    ['LOG_LEVEL', 'loud'],
  ];
  test.each(wrong)('%s=%s stops the start and is named', (name, value, others = {}) => {
    expect(() => readConfig({ [name]: value, ...others })).toThrow(name);
  });
});
