import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { I18n } from './i18n/i18n.ts';
import type { AppSocket } from './net/app-socket.ts';
import type { Api } from './net/http.ts';
import type { Upload } from './net/upload.ts';
import type { AccountStore } from './state/account.ts';
import type { Announcer } from './state/announcer.ts';
import type { NotificationsStore } from './state/notifications.ts';
import type { SessionStore } from './state/session.ts';
import type { ThemeStore } from './state/theme.ts';

/** Everything a page can ask of the app; built once, in app.tsx. */
export interface App {
  readonly api: Api;
  readonly upload: Upload;
  readonly socket: AppSocket;
  readonly session: SessionStore;
  readonly account: AccountStore;
  readonly notifications: NotificationsStore;
  readonly i18n: I18n;
  readonly theme: ThemeStore;
  readonly announcer: Announcer;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('AppContext is missing');
  return app;
}
