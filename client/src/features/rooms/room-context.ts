import type { SessionView } from '@jembatan/shared/sessions.contract';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { RoomCall } from './room-call.ts';
import type { ShortcutChoice } from './shortcuts.ts';

/** What every part of the room's page needs. */
export interface RoomVisit {
  readonly call: RoomCall;
  readonly session: SessionView;
  readonly shortcuts: ShortcutChoice;
}

export const RoomContext = createContext<RoomVisit | null>(null);

export function useRoom(): RoomVisit {
  const visit = useContext(RoomContext);
  if (!visit) throw new Error('RoomContext is missing');
  return visit;
}
