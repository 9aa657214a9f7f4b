import type { JoinedRoom, PeerView, ProducerView, Source } from '@jembatan/shared/rooms.view';
import { joinReply } from '@jembatan/shared/rooms.view';
import { describe, expect, it } from 'vitest';
import { isOn, othersProducers, seatsOf } from './room.selectors.ts';
import {
  applyRoomEvent,
  applySnapshot,
  emptyRoom,
  type RoomEvent,
  type RoomState,
} from './room.state.ts';

function peer(id: string, change: Partial<PeerView> = {}): PeerView {
  const personId = (id[0] ?? 'f').replace(/[^0-9a-f]/, 'f').repeat(24);
  const base = {
    id,
    personId,
    displayName: id,
    role: 'speaker',
    connection: 'connected',
    mutedSources: [],
  };
  const snapshot = { ...base, ...change };
  return snapshotOf([snapshot]).peers[0] ?? fail();
}

function fail(): never {
  throw new Error('the snapshot has no such peer');
}

function producer(id: string, source: Source, paused = false): ProducerView {
  const peerId = 'ana';
  const kind = source === 'camera' || source === 'screen' ? 'video' : 'audio';
  return { id, peerId, kind, source, paused, mutedBy: paused ? 'self' : null };
}

function snapshotOf(peers: unknown[], producers: ProducerView[] = []): JoinedRoom {
  const self = {
    id: 'me',
    personId: 'e'.repeat(24),
    displayName: 'Me',
    role: 'speaker',
    connection: 'connected',
    mutedSources: [],
    can: ['enter'],
  };
  const room = { id: 'a'.repeat(24), epoch: 1, locked: false };
  const reply = joinReply.parse({
    self,
    room,
    peers,
    producers,
    resumed: false,
    resumeToken: 't',
    seatSeconds: 60,
  });
  if ('lobby' in reply) throw new Error('not a lobby');
  return reply;
}

function after(
  events: RoomEvent[],
  start: RoomState = applySnapshot(emptyRoom, snapshotOf([])),
): RoomState {
  return events.reduce(applyRoomEvent, start);
}

/** What a person sees: who is there, and what of theirs is on. */
function shown(state: RoomState) {
  return seatsOf(state)
    .map((seat) => ({
      id: seat.peer.id,
      on: [...seat.sources.keys()].filter((source) => isOn(seat, source)).sort(),
    }))
    .sort((a, b) => a.id.localeCompare(b.id));
}

function permutations<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((first, at) =>
    permutations(things.filter((_, index) => index !== at)).map((rest) => [first, ...rest]),
  );
}

const closed = (id: string, source: Source): RoomEvent => ({
  name: 'producer:closed',
  payload: { id, peerId: 'ana', source, reason: 'closed' },
});

describe('the room as it is told', () => {
  it('VID-9 ends in the same state in whatever order joined, opened and closed arrive', () => {
    const events: RoomEvent[] = [
      { name: 'peer:joined', payload: peer('ana') },
      { name: 'producer:opened', payload: producer('mic', 'microphone') },
      { name: 'producer:opened', payload: producer('cam', 'camera') },
      closed('cam', 'camera'),
      { name: 'quality', payload: { changes: [{ peerId: 'ana', quality: 'fair' }] } },
    ];
    const expected = [
      { id: 'ana', on: ['microphone'] },
      { id: 'me', on: [] },
    ];
    for (const order of permutations(events)) expect(shown(after(order))).toEqual(expected);
  });

  it('VID-9 shows nobody and nothing of a peer whose leaving came before its joining', () => {
    const events: RoomEvent[] = [
      { name: 'peer:left', payload: { id: 'ana', reason: 'left' } },
      { name: 'producer:opened', payload: producer('mic', 'microphone') },
      { name: 'peer:joined', payload: peer('ana') },
    ];
    for (const order of permutations(events)) {
      expect(shown(after(order))).toEqual([{ id: 'me', on: [] }]);
      expect(othersProducers(after(order))).toEqual([]);
    }
  });

  it('VID-9 ends with the last paused state of a camera that was toggled ten times', () => {
    const toggles = Array.from(
      { length: 10 },
      (_, at): RoomEvent => ({
        name: 'producer:changed',
        payload: producer('cam', 'camera', at % 2 === 0),
      }),
    );
    const state = after([{ name: 'peer:joined', payload: peer('ana') }, ...toggles]);
    expect(shown(state)[0]).toEqual({ id: 'ana', on: ['camera'] });
  });

  it('VID-1 takes the full list of a rejoin in place of everything it knew', () => {
    const before = after([
      { name: 'peer:joined', payload: peer('ana') },
      { name: 'producer:opened', payload: producer('old', 'camera') },
      { name: 'peer:joined', payload: peer('ben') },
    ]);
    const back = applySnapshot(
      before,
      snapshotOf([peer('ana')], [producer('new', 'microphone', true)]),
    );
    expect(shown(back)).toEqual([
      { id: 'ana', on: [] },
      { id: 'me', on: [] },
    ]);
    expect(othersProducers(back).map(({ id }) => id)).toEqual(['new']);
  });

  it('a batch of peers is the same as its single events', () => {
    const joined = [peer('ana'), peer('ben')];
    const changed = [peer('ben', { hand: 3 })];
    const left = [{ id: 'ana', reason: 'left' as const }];
    const batched = after([{ name: 'peers', payload: { joined, changed, left } }]);
    const single = after([
      ...joined.map((payload): RoomEvent => ({ name: 'peer:joined', payload })),
      ...changed.map((payload): RoomEvent => ({ name: 'peer:changed', payload })),
      ...left.map((payload): RoomEvent => ({ name: 'peer:left', payload })),
    ]);
    expect(batched).toEqual(single);
    expect(batched.peers.get('ben')?.hand).toBe(3);
  });
});
