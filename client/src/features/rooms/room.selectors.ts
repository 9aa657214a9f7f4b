import type { PeerView, ProducerView, Source } from '@jembatan/shared/rooms.view';
import type { LinkQuality, RoomState } from './room.state.ts';

/** One person's place in the room: what of theirs is on. */
export interface Seat {
  readonly peer: PeerView;
  readonly isSelf: boolean;
  readonly sources: ReadonlyMap<Source, ProducerView>;
  readonly speaking: boolean;
  readonly link: LinkQuality | 'reconnecting';
}

/** Present and not paused by anyone. */
export function isOn(seat: Seat, source: Source): boolean {
  return seat.sources.get(source)?.paused === false;
}

function sourcesByPeer(state: RoomState): Map<string, Map<Source, ProducerView>> {
  const result = new Map<string, Map<Source, ProducerView>>();
  for (const producer of state.producers.values()) {
    const sources = result.get(producer.peerId) ?? new Map<Source, ProducerView>();
    result.set(producer.peerId, sources.set(producer.source, producer));
  }
  return result;
}

/** Everyone in the room, the own seat last, the others by name of their id: places do not jump. */
export function seatsOf(state: RoomState): Seat[] {
  const sources = sourcesByPeer(state);
  const speaking = new Set(state.speakers.map((speaker) => speaker.peerId));
  const seats = [...state.peers.values()].map((peer): Seat => {
    const link =
      peer.connection === 'reconnecting' ? 'reconnecting' : (state.links.get(peer.id) ?? 'good');
    return {
      peer,
      link,
      isSelf: peer.id === state.selfId,
      sources: sources.get(peer.id) ?? new Map(),
      speaking: speaking.has(peer.id),
    };
  });
  return seats.sort((a, b) => Number(a.isSelf) - Number(b.isSelf));
}

/** Raised hands, the first raised first. */
export function handsOf(state: RoomState): PeerView[] {
  return [...state.peers.values()]
    .filter((peer) => peer.hand !== undefined)
    .sort((a, b) => (a.hand ?? 0) - (b.hand ?? 0));
}

/** Running screen shares of everyone. */
export function screensOf(seats: readonly Seat[]): Seat[] {
  return seats.filter((seat) => isOn(seat, 'screen'));
}

/** The own producer of a source, as the room sees it. */
export function ownProducer(state: RoomState, source: Source): ProducerView | undefined {
  return [...state.producers.values()].find(
    (producer) => producer.peerId === state.selfId && producer.source === source,
  );
}

/** True while a moderator holds the source off. */
export function isHeld(state: RoomState, source: Source): boolean {
  const self = state.selfId === null ? undefined : state.peers.get(state.selfId);
  return self?.mutedSources.includes(source) === true;
}

/** Producers this browser is to receive. */
export function othersProducers(state: RoomState): ProducerView[] {
  return [...state.producers.values()].filter(
    (producer) => producer.peerId !== state.selfId && state.peers.has(producer.peerId),
  );
}
