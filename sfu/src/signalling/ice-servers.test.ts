import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { relayServers } from './ice-servers.ts';

test('credentials carry their expiry and are signed with the relay’s secret', () => {
  const [server] = relayServers({ urls: ['turns:turn.example:443'], secret: 'shared' }, 'person');
  const [expiry, person] = server?.username?.split(':') ?? [];
  expect(Number(expiry) * 1_000).toBeGreaterThan(Date.now());
  expect(person).toBe('person');
  expect(server?.credential).toBe(
    createHmac('sha1', 'shared')
      .update(server?.username ?? '')
      .digest('base64'),
  );
});
