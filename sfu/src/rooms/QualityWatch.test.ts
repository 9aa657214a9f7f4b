import { expect, test } from 'vitest';
import type { Identity } from './identity.ts';
import { Peer } from './Peer.ts';
import { type QualityChange, QualityWatch } from './QualityWatch.ts';

const nowhere = () => Promise.reject(new Error('no media here'));
const home = { pin: nowhere, unpin() {}, find: () => undefined, bring: nowhere };
const newPeer = () =>
  new Peer({
    identity: { can: [] } as unknown as Identity,
    mutedSources: new Set(),
    home,
    seatMs: 60_000,
  });

test('only changes are told: nothing while all is well, poor on a drop, good on the way back', () => {
  const [steady, shaky] = [newPeer(), newPeer()];
  const told: QualityChange[][] = [];
  const room = {
    peers: [steady, shaky],
    events: { emit: (_name: 'quality', changes: QualityChange[]) => told.push(changes) },
  };
  const watch = new QualityWatch(() => [room], 60_000);
  watch.look();
  shaky.drop();
  watch.look();
  watch.look();
  shaky.back();
  watch.look();
  watch.close();
  expect(told).toEqual([
    [{ peerId: shaky.id, quality: 'poor' }],
    [{ peerId: shaky.id, quality: 'good' }],
  ]);
  shaky.leave('left');
});
