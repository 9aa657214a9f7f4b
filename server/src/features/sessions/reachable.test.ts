import { expect, it } from 'vitest';
import { reachableFrom } from './reachable.ts';

it.each([
  ['localhost', 'http://127.0.0.1:3001', 'http://127.0.0.1:3001'],
  ['192.168.1.20', 'http://localhost:3001', 'http://192.168.1.20:3001'],
  ['[fd00::5]', 'http://127.0.0.1:3001', 'http://[fd00::5]:3001'],
  ['hub.example', 'https://sfu1.hub.example', 'https://sfu1.hub.example'],
  ['', 'http://localhost:3001', 'http://localhost:3001'],
])('from %s the node at %s is %s', (hostname, sfuUrl, seen) => {
  expect(reachableFrom(hostname, sfuUrl)).toBe(seen);
});
