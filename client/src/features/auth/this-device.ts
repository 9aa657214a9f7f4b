import { newKey } from '../../net/http.ts';
import { deviceStorage } from '../../state/device-storage.ts';

const name = 'jembatan.device';

/**
 * A name for this device, made up once. Limits against guessing passwords count
 * by it, so that a whole school behind one address can sign in at once.
 */
export function thisDevice(): string {
  const known = deviceStorage.read(name);
  if (known) return known;
  const made = newKey();
  deviceStorage.write(name, made);
  return made;
}

/** The device's own IANA zone. */
export function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
