import { useEffect, useRef } from 'preact/hooks';
import { canCaptureScreen } from './media/capture.ts';
import { isHeld } from './room.selectors.ts';
import type { RoomCall } from './room-call.ts';
import { useRoom } from './room-context.ts';
import type { Side } from './SidePanel.tsx';
import { isTyping } from './shortcuts.ts';

function turn(call: RoomCall, source: 'microphone' | 'camera'): void {
  const own = call.own.of(source);
  if (!isHeld(call.room.peek(), source)) own.want(!own.state.peek().wanted).catch(() => undefined);
}

function raise(call: RoomCall): void {
  const { selfId, peers } = call.room.peek();
  const isUp = selfId !== null && peers.get(selfId)?.hand !== undefined;
  call.raiseHand(!isUp).catch(() => undefined);
}

function share(call: RoomCall): void {
  if (!canCaptureScreen()) return;
  call.own.shareScreen(!call.own.screen.state.peek().wanted).catch(() => undefined);
}

/** M microphone, V camera, S screen, H hand, C chat, P people. */
export function useShortcuts(onSide: (side: Side) => void): void {
  const { call, shortcuts } = useRoom();
  const latest = useRef(onSide);
  latest.current = onSide;
  useEffect(() => {
    const keys: Readonly<Record<string, () => void>> = {
      m: () => turn(call, 'microphone'),
      v: () => turn(call, 'camera'),
      s: () => share(call),
      h: () => raise(call),
      c: () => latest.current('chat'),
      p: () => latest.current('people'),
    };
    const onKey = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.altKey || event.metaKey;
      if (!shortcuts.isOn.peek() || hasModifier || event.repeat || isTyping(event.target)) return;
      keys[event.key.toLowerCase()]?.();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [call]);
}
