import { type ReadonlySignal, signal } from '@preact/signals';
import { deviceStorage } from './device-storage.ts';

export type Theme = 'system' | 'light' | 'dark';

const name = 'jembatan.theme';

export interface ThemeStore {
  readonly theme: ReadonlySignal<Theme>;
  /** Kept on this device only. */
  choose(theme: Theme): void;
}

function readTheme(): Theme {
  const kept = deviceStorage.read(name);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function createThemeStore(): ThemeStore {
  const theme = signal(readTheme());
  return {
    theme,
    choose: (next) => {
      theme.value = next;
      if (next === 'system') deviceStorage.remove(name);
      else deviceStorage.write(name, next);
      if (next === 'system') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = next;
    },
  };
}
