import type { ModerateAction } from '@jembatan/shared/rooms.view';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { apart } from './apart.ts';
import { handsOf, isOn, seatsOf } from './room.selectors.ts';
import type { RoomState } from './room.state.ts';
import { useRoom } from './room-context.ts';

/** What the person it was done to is told; the rest shows by itself. */
const told: readonly ModerateAction[] = ['mute', 'stop-video', 'stop-screen', 'allow', 'remove'];

interface Heard {
  readonly hands: ReadonlyMap<string, string>;
  readonly screens: ReadonlyMap<string, string>;
  readonly waiting: ReadonlyMap<string, string>;
}

function heardOf(room: RoomState): Heard {
  const others = seatsOf(room).filter((seat) => !seat.isSelf);
  return {
    hands: new Map(
      handsOf(room)
        .filter(({ id }) => id !== room.selfId)
        .map(({ id, displayName }) => [id, displayName]),
    ),
    screens: new Map(
      others.filter((seat) => isOn(seat, 'screen')).map(({ peer }) => [peer.id, peer.displayName]),
    ),
    waiting: new Map(room.waiting.map(({ peerId, displayName }) => [peerId, displayName])),
  };
}

function newNames(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...now].flatMap(([id, name]) => (before.has(id) ? [] : [name]));
}

/** Says what a person who does not look would miss: hands, screens, the door, being muted, the connection. */
export function useAnnouncements(): void {
  const t = useText('rooms');
  const { announcer } = useApp();
  const { call } = useRoom();
  const room = call.room.value;
  const notice = call.notice.value;
  const isAway = call.phase.value.kind === 'reconnecting';
  const before = useRef<Heard | null>(null);

  useEffect(() => {
    const now = heardOf(room);
    const last = before.current;
    before.current = now;
    if (!last) return;
    for (const name of newNames(last.hands, now.hands)) announcer.announce(t('say.hand', { name }));
    for (const name of newNames(last.screens, now.screens))
      announcer.announce(t('say.screen', { name }));
    for (const name of newNames(now.screens, last.screens))
      announcer.announce(t('say.screenEnded', { name }));
    for (const name of newNames(last.waiting, now.waiting))
      announcer.show({ text: t('say.waiting', { name: apart(name) }) });
  }, [room]);

  useEffect(() => {
    if (!notice || !told.includes(notice.action)) return;
    const name = apart(notice.by?.displayName ?? t('theHub'));
    announcer.show({ text: t(`notice.${notice.action}`, { name }) });
  }, [notice]);

  const wasAway = useRef(false);
  useEffect(() => {
    if (isAway || wasAway.current) announcer.announce(isAway ? t('reconnecting') : t('say.back'));
    wasAway.current = isAway;
  }, [isAway]);
}
