import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { relaysFor } from './relays.ts';

const now = new Date('2027-01-01T10:00:00Z');

it('gives credentials that end and that a relay can check by itself', () => {
  const urls = ['turn:turn.example:3478', 'turns:turn.example:5349'];
  const [relay, ...more] = relaysFor({ urls, secret: 'shared' }, 'p1', now);
  expect(more).toEqual([]);
  expect(relay?.urls).toEqual(urls);
  const [expires, person] = relay?.username?.split(':') ?? [];
  expect(person).toBe('p1');
  expect(Number(expires) * 1_000 - now.getTime()).toBe(12 * 3_600_000);
  expect(relay?.credential).toBe(
    createHmac('sha1', 'shared')
      .update(relay?.username ?? '')
      .digest('base64'),
  );
});

it('gives none where there are no relays', () => {
  expect(relaysFor(null, 'p1', now)).toEqual([]);
});
