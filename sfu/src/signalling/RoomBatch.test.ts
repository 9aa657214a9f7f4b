import type { PeerView } from '@jembatan/shared/rooms.view';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type PeersChange, RoomBatch } from './RoomBatch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const peer = (id: string, displayName = id) => ({ id, displayName }) as PeerView;

function recorded() {
  const sent: PeersChange[] = [];
  return { sent, batch: new RoomBatch((change) => sent.push(change), 200) };
}

test('who came, changed and went within the delay is one message', () => {
  const { sent, batch } = recorded();
  batch.joined(peer('a'));
  batch.joined(peer('b'));
  batch.changed(peer('b', 'Bernd'));
  batch.changed(peer('c', 'Cinta'));
  batch.left('d', 'lost');
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(sent).toEqual([
    {
      joined: [peer('a'), peer('b', 'Bernd')],
      changed: [peer('c', 'Cinta')],
      left: [{ id: 'd', reason: 'lost' }],
    },
  ]);
});

test('who came and went meanwhile is not told; who changed and went is only gone', () => {
  const { sent, batch } = recorded();
  batch.joined(peer('a'));
  batch.left('a', 'left');
  vi.advanceTimersByTime(200);
  batch.changed(peer('b'));
  batch.left('b', 'removed');
  batch.flush();
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual([{ joined: [], changed: [], left: [{ id: 'b', reason: 'removed' }] }]);
});
