import { deviceStorage } from '../../state/device-storage.ts';

const most = 8;
const longest = 200;
const nameOf = (personId: string) => `jembatan.searches/${personId}`;

/** What somebody looked for lately on this device, the last first; nobody else is shown it. */
export function recentOf(personId: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(deviceStorage.read(nameOf(personId)) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter((one) => typeof one === 'string').slice(0, most);
  } catch {
    return [];
  }
}

/** Remembers a search; the same one again comes to the front. */
export function remember(personId: string, search: string): void {
  const words = search.trim().slice(0, longest);
  if (words === '') return;
  const others = recentOf(personId).filter((one) => one !== words);
  deviceStorage.write(nameOf(personId), JSON.stringify([words, ...others].slice(0, most)));
}

export const forgetRecent = (personId: string): void => deviceStorage.remove(nameOf(personId));
