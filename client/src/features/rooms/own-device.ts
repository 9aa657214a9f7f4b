import { newKey } from '../../net/http.ts';
import { deviceStorage } from '../../state/device-storage.ts';

const storageName = 'jembatan.device';

/** Names this browser to the rooms: one device has one seat, also after a reload. */
export function ownDevice(): string {
  const kept = deviceStorage.read(storageName);
  if (kept) return kept;
  const made = newKey();
  deviceStorage.write(storageName, made);
  return made;
}
