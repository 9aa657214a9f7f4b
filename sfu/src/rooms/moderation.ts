import { AppError, assertNever, forbidden, notFound } from '@jembatan/shared/errors';
import type { ModerateAction, Source } from '@jembatan/shared/rooms.view';
import type { Guest } from './Lobby.ts';
import type { Peer } from './Peer.ts';
import type { Room } from './Room.ts';

export interface ModerateOrder {
  action: ModerateAction;
  peerId?: string;
  source?: Source;
}

const doorActions: readonly ModerateAction[] = ['admit', 'admit-all', 'deny'];

/**
 * Does what a peer orders in its room, and records it. Doing it twice is the
 * same as once. Throws `forbidden`, `not-found`, `invalid`.
 */
export async function moderate(room: Room, actor: Peer, order: ModerateOrder): Promise<void> {
  requireRight(room, actor, order.action);
  switch (order.action) {
    case 'mute':
      return order.peerId === undefined
        ? muteAll(room, actor)
        : silence(room, actor, { ...order, source: 'microphone' });
    case 'stop-video':
      return silence(room, actor, { ...order, source: 'camera' });
    case 'stop-screen':
      return stopScreen(room, actor, requirePeer(room, order));
    case 'allow':
      return allow(room, actor, order);
    case 'admit':
      return admit(room, actor, [requireGuest(room, order)]);
    case 'admit-all':
      return admit(room, actor, room.lobby.list());
    case 'deny':
      return deny(room, actor, requireGuest(room, order));
    case 'remove':
      return remove(room, actor, requirePeer(room, order));
    case 'lock':
    case 'unlock':
      room.lock(order.action === 'lock');
      return record(room, actor, { action: order.action });
    case 'lower-hand':
      return lowerHands(room, actor, order);
    case 'end':
      record(room, actor, { action: 'end' });
      return room.close('ended');
    default:
      return assertNever(order.action);
  }
}

function requireRight(room: Room, actor: Peer, action: ModerateAction): void {
  if (actor.identity.can.includes('moderate')) return;
  if (doorActions.includes(action) && room.doorkeepers().includes(actor)) return;
  throw forbidden(action);
}

function requirePeer(room: Room, { peerId }: ModerateOrder): Peer {
  if (peerId === undefined) throw new AppError('invalid', { issues: ['peerId'] });
  const peer = room.peer(peerId);
  if (!peer) throw notFound('peer');
  return peer;
}

function requireGuest(room: Room, { peerId }: ModerateOrder): Guest {
  if (peerId === undefined) throw new AppError('invalid', { issues: ['peerId'] });
  const guest = room.lobby.byId(peerId);
  if (!guest) throw notFound('peer');
  return guest;
}

async function silence(
  room: Room,
  actor: Peer,
  order: ModerateOrder & { source: Source },
): Promise<void> {
  const target = requirePeer(room, order);
  await target.hold(order.source, true);
  tell(target, actor, order);
  record(room, actor, { action: order.action, target, source: order.source });
}

/** Everyone but those who keep order. */
async function muteAll(room: Room, actor: Peer): Promise<void> {
  const others = room.peers.filter(
    (peer) => peer !== actor && !peer.identity.can.includes('moderate'),
  );
  await Promise.all(others.map((peer) => peer.hold('microphone', true)));
  for (const peer of others) tell(peer, actor, { action: 'mute', source: 'microphone' });
  record(room, actor, { action: 'mute', source: 'microphone' });
}

function stopScreen(room: Room, actor: Peer, target: Peer): void {
  for (const source of ['screen', 'screen-audio'] as const)
    target.media.sources.get(source)?.close('stopped-by-moderator');
  tell(target, actor, { action: 'stop-screen', source: 'screen' });
  record(room, actor, { action: 'stop-screen', target, source: 'screen' });
}

async function allow(room: Room, actor: Peer, order: ModerateOrder): Promise<void> {
  const target = requirePeer(room, order);
  const sources = order.source === undefined ? [...target.mutedSources] : [order.source];
  await Promise.all(sources.map((source) => target.hold(source, false)));
  tell(target, actor, order);
  record(room, actor, {
    action: 'allow',
    target,
    ...(order.source === undefined ? {} : { source: order.source }),
  });
}

function admit(room: Room, actor: Peer, guests: readonly Guest[]): void {
  for (const guest of guests) {
    room.admit(guest.identity.person);
    record(room, actor, { action: 'admit', target: guest });
  }
}

function deny(room: Room, actor: Peer, guest: Guest): void {
  room.lobby.turnAway(guest, 'denied');
  record(room, actor, { action: 'deny', target: guest });
}

/** Only a host removes somebody who keeps order too. */
function remove(room: Room, actor: Peer, target: Peer): void {
  if (target === actor) throw forbidden('self');
  if (target.identity.can.includes('moderate') && actor.identity.role !== 'host')
    throw forbidden('moderator');
  tell(target, actor, { action: 'remove' });
  record(room, actor, { action: 'remove', target });
  room.remove(target.identity.person);
}

function lowerHands(room: Room, actor: Peer, order: ModerateOrder): void {
  const targets = order.peerId === undefined ? room.peers : [requirePeer(room, order)];
  for (const peer of targets) peer.lowerHand();
  record(room, actor, {
    action: 'lower-hand',
    ...(order.peerId === undefined ? {} : { target: targets[0] }),
  });
}

function tell(target: Peer, actor: Peer, { action, source }: ModerateOrder): void {
  const by = { peerId: actor.id, displayName: actor.identity.displayName };
  target.events.emit('moderated', { action, by, ...(source === undefined ? {} : { source }) });
}

interface Recorded {
  action: ModerateAction;
  target?: Peer | Guest | undefined;
  source?: Source;
}

function record(room: Room, actor: Peer, { action, target, source }: Recorded): void {
  room.events.emit('moderated', {
    action,
    by: actor.identity.person,
    ...(target ? { target: target.identity.person } : {}),
    ...(source === undefined ? {} : { source }),
  });
}
