import type {
  JoinedRoom,
  PeerView,
  ProducerView,
  RoomView,
  WaitingPeer,
} from '@jembatan/shared/rooms.view';
import type { SfuEventMap, SfuEventName } from '@jembatan/shared/sfu.protocol';
import type { TicketRight } from '@jembatan/shared/ticket';

/** Anything the SFU tells, with its name. */
export type RoomEvent = {
  [N in SfuEventName]: { readonly name: N; readonly payload: Parameters<SfuEventMap[N]>[0] };
}[SfuEventName];

type PayloadOf<N extends SfuEventName> = Parameters<SfuEventMap[N]>[0];
export type Speaker = PayloadOf<'speakers'>['speakers'][number];
export type LinkQuality = PayloadOf<'quality'>['changes'][number]['quality'];

/** What is known of the room, as the SFU tells it. */
export interface RoomState {
  readonly room: RoomView | null;
  readonly selfId: string | null;
  readonly rights: readonly TicketRight[];
  readonly peers: ReadonlyMap<string, PeerView>;
  /** May hold producers of peers that are not known yet; nothing shows those. */
  readonly producers: ReadonlyMap<string, ProducerView>;
  /** Ids that are over. An "opened" that comes after its "closed" changes nothing. */
  readonly over: ReadonlySet<string>;
  readonly speakers: readonly Speaker[];
  readonly links: ReadonlyMap<string, LinkQuality>;
  readonly waiting: readonly WaitingPeer[];
}

export const emptyRoom: RoomState = {
  room: null,
  selfId: null,
  rights: [],
  peers: new Map(),
  producers: new Map(),
  over: new Set(),
  speakers: [],
  links: new Map(),
  waiting: [],
};

function byId<T extends { id: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

function withEntry<V>(map: ReadonlyMap<string, V>, id: string, value: V): Map<string, V> {
  return new Map(map).set(id, value);
}

function without<V>(map: ReadonlyMap<string, V>, ids: ReadonlySet<string>): Map<string, V> {
  return new Map([...map].filter(([id]) => !ids.has(id)));
}

/**
 * The full list that `join` answers. It takes the place of all that was known,
 * so that whatever was missed during a drop is there and whatever ended is not.
 */
export function applySnapshot(state: RoomState, joined: JoinedRoom): RoomState {
  const { can, ...self } = joined.self;
  const peers = byId(joined.peers);
  return {
    ...state,
    room: joined.room,
    selfId: self.id,
    rights: can,
    peers: peers.has(self.id) ? peers : peers.set(self.id, self),
    producers: byId(joined.producers),
    speakers: [],
  };
}

function putPeer(state: RoomState, peer: PeerView): RoomState {
  if (state.over.has(peer.id)) return state;
  return { ...state, peers: withEntry(state.peers, peer.id, peer) };
}

function putProducer(state: RoomState, producer: ProducerView): RoomState {
  if (state.over.has(producer.id) || state.over.has(producer.peerId)) return state;
  return { ...state, producers: withEntry(state.producers, producer.id, producer) };
}

function endPeers(state: RoomState, ids: readonly string[]): RoomState {
  const gone = new Set(ids);
  const theirs = [...state.producers.values()].filter((producer) => gone.has(producer.peerId));
  const over = new Set([...state.over, ...gone, ...theirs.map((producer) => producer.id)]);
  return {
    ...state,
    over,
    peers: without(state.peers, over),
    producers: without(state.producers, over),
    links: without(state.links, over),
    speakers: state.speakers.filter((speaker) => !gone.has(speaker.peerId)),
  };
}

function endProducer(state: RoomState, id: string): RoomState {
  const over = new Set([...state.over, id]);
  const speakers = state.speakers.filter((speaker) => speaker.producerId !== id);
  return { ...state, over, producers: without(state.producers, new Set([id])), speakers };
}

function applyPeers(state: RoomState, batch: PayloadOf<'peers'>): RoomState {
  const put = [...batch.joined, ...batch.changed].reduce(putPeer, state);
  return endPeers(
    put,
    batch.left.map((left) => left.id),
  );
}

/** Links of peers that are not here yet are kept: their "joined" may come second. */
function applyQuality(state: RoomState, { changes }: PayloadOf<'quality'>): RoomState {
  const links = new Map(state.links);
  for (const { peerId, quality } of changes)
    if (!state.over.has(peerId)) links.set(peerId, quality);
  return { ...state, links };
}

/**
 * Pure. Every event carries the state that holds, so events that concern one
 * another ("joined" and "opened", "opened" and "closed") may come in any order
 * and end in the same state.
 */
export function applyRoomEvent(state: RoomState, event: RoomEvent): RoomState {
  switch (event.name) {
    case 'peer:joined':
    case 'peer:changed':
      return putPeer(state, event.payload);
    case 'peer:left':
      return endPeers(state, [event.payload.id]);
    case 'peers':
      return applyPeers(state, event.payload);
    case 'producer:opened':
    case 'producer:changed':
      return putProducer(state, event.payload);
    case 'producer:closed':
      return endProducer(state, event.payload.id);
    case 'speakers':
      return { ...state, speakers: event.payload.speakers };
    case 'quality':
      return applyQuality(state, event.payload);
    case 'room:changed':
      return { ...state, room: event.payload };
    case 'lobby':
      return { ...state, waiting: event.payload.waiting };
    case 'room:restarted':
      return { ...state, producers: new Map(), speakers: [] };
    // About own consumers or the connection itself: kept elsewhere.
    default:
      return state;
  }
}
