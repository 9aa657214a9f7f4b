import type { ModerateAction, Source } from '@jembatan/shared/rooms.view';
import { useApp } from '../../app-context.ts';
import { appErrorOf } from '../../net/problem.ts';
import { useErrorText } from '../../ui/States.tsx';
import { useRoom } from './room-context.ts';

/** Orders something; when it does not work, says why. */
export function useModerate(): (
  action: ModerateAction,
  target?: { peerId?: string; source?: Source },
) => void {
  const { call } = useRoom();
  const { announcer } = useApp();
  const say = useErrorText();
  return (action, target) => {
    call
      .moderate(action, target)
      .catch((error: unknown) => announcer.show({ text: say(appErrorOf(error)) }));
  };
}
