import { choiceRoutes, type SpaceChoice } from '@jembatan/shared/choices.contract';
import type { SpaceId } from '@jembatan/shared/ids';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { choiceName, isChosen } from '../../state/chosen-view.ts';
import { deviceStorage } from '../../state/device-storage.ts';
import { chosenOrder } from './chosen-order.ts';

function remember(id: SpaceId, { shape, order }: SpaceChoice): void {
  if (shape === 'flat' && order === 'activity') deviceStorage.remove(choiceName(id));
  else deviceStorage.write(choiceName(id), `${shape} ${order}`);
}

/**
 * How the reader wants a space read: as the server keeps it, in step with their other devices; of
 * visitors as this device does. `onKnown` hears of it whenever it is another.
 */
export function useSpaceChoice(id: SpaceId, onKnown: (choice: SpaceChoice) => void) {
  const { api, socket, session } = useApp();
  const isMember = session.session.value.kind === 'member';
  const latest = useRef(onKnown);
  latest.current = onKnown;

  useEffect(() => {
    const know = (choice: SpaceChoice) => {
      remember(id, choice);
      latest.current(choice);
    };
    if (!isMember) return undefined;
    const ask = () =>
      // Without a network what this device knew stays.
      api(choiceRoutes.getChoice, { params: { id } }).then(know, () => undefined);
    void ask();
    const stops = [
      socket.on('choice:changed', ({ spaceId }) => spaceId === id && void ask()),
      socket.onGap(() => void ask()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [id, isMember]);

  /** Shown at once; kept for other devices as soon as it can be. */
  return (said: Partial<SpaceChoice>) => {
    const next: SpaceChoice = {
      shape: isChosen(id, 'nested') ? 'nested' : 'flat',
      order: chosenOrder(id),
      ...said,
    };
    remember(id, next);
    latest.current(next);
    if (isMember)
      api(choiceRoutes.setChoice, { params: { id }, body: said }).catch(() => undefined);
  };
}
