import { type SignInId, signInId } from '@jembatan/shared/ids';
import { deviceStorage } from './device-storage.ts';

const name = 'jembatan.sid';

/**
 * The name of the last sign-in on this device. It opens nothing by itself (the
 * refresh cookie does); it saves visitors a question at every visit and lets a
 * tab notice that the cookie belongs to somebody else by now.
 */
export const rememberedSignIn = {
  read(): SignInId | null {
    const result = signInId.safeParse(deviceStorage.read(name));
    return result.success ? result.data : null;
  },
  write(sid: SignInId): void {
    deviceStorage.write(name, sid);
  },
  /** Forgets this sign-in, unless a newer one is remembered already. */
  forget(sid: SignInId): void {
    if (deviceStorage.read(name) === sid) deviceStorage.remove(name);
  },
};
