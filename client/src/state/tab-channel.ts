import { type SignedIn, signedIn } from '@jembatan/shared/auth.contract';
import { type SignInId, signInId } from '@jembatan/shared/ids';
import * as z from 'zod/mini';

const tabMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed-in'), sid: signInId }),
  z.object({ kind: z.literal('signed-out'), sid: signInId }),
  z.object({ kind: z.literal('refreshed'), answer: signedIn }),
]);

export type TabMessage =
  | { kind: 'signed-in'; sid: SignInId }
  | { kind: 'signed-out'; sid: SignInId }
  | { kind: 'refreshed'; answer: SignedIn };

/** Speaks to the other tabs of this hub on this device. */
export interface TabChannel {
  tell(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): void;
}

export function createTabChannel(): TabChannel {
  const channel = new BroadcastChannel('jembatan');
  return {
    tell: (message) => channel.postMessage(message),
    listen: (listener) => {
      channel.addEventListener('message', (event: MessageEvent<unknown>) => {
        const result = tabMessage.safeParse(event.data);
        // A tab that still runs an older version may say things this one does not know.
        if (result.success) listener(result.data);
      });
    },
  };
}
