import { effect } from '@preact/signals';
import type { App } from '../app-context.ts';
import { isLanguage, pickLanguage } from '../i18n/languages.ts';
import { deviceStorage } from './device-storage.ts';

const name = 'jembatan.language';

/** The language that was chosen on this device, if one was. */
export function rememberedLanguage(): string | null {
  return deviceStorage.read(name);
}

/** Keeps the document's language and direction, and speaks and tells the time as the account wishes. */
export function followLanguage({ i18n, account }: Pick<App, 'i18n' | 'account'>): void {
  effect(() => {
    document.documentElement.lang = i18n.language.value;
    document.documentElement.dir = i18n.direction;
  });
  effect(() => {
    i18n.zone.value = account.me.value?.timeZone;
  });
  effect(() => {
    const locale = account.me.value?.locale;
    if (!locale || !isLanguage(pickLanguage([locale]))) return;
    // An account whose language the interface does not speak keeps the device's choice.
    if (!locale.startsWith(pickLanguage([locale]))) return;
    deviceStorage.write(name, pickLanguage([locale]));
    if (i18n.language.peek() !== pickLanguage([locale]))
      i18n.use(pickLanguage([locale])).catch(() => undefined);
  });
}

/** Chosen by hand, also by visitors. */
export async function chooseLanguage(i18n: App['i18n'], tag: string): Promise<void> {
  if (!isLanguage(tag)) return;
  await i18n.use(tag);
  deviceStorage.write(name, tag);
}
