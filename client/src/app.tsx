import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { type App, AppContext } from './app-context.ts';
import { features } from './features/registry.ts';
import { beginArrival } from './frame/arrival.ts';
import { createRoutes } from './frame/Routes.tsx';
import { SlotContext } from './frame/Slot.tsx';
import { Speaker } from './frame/Speaker.tsx';
import { pagesWithTexts, slotsWithTexts } from './frame/with-texts.ts';
import { createI18n } from './i18n/i18n.ts';
import { I18nContext } from './i18n/use-text.ts';
import { AppSocket } from './net/app-socket.ts';
import { createApi, type TokenSource } from './net/http.ts';
import { createAccountStore } from './state/account.ts';
import { createAnnouncer } from './state/announcer.ts';
import { followLanguage, rememberedLanguage } from './state/chosen-language.ts';
import { followSession } from './state/follow-session.ts';
import { createNotificationsStore } from './state/notifications.ts';
import { SessionStore } from './state/session.ts';
import { createTabChannel } from './state/tab-channel.ts';
import { createThemeStore } from './state/theme.ts';

/** Builds everything once and ties it together. The only place that does. */
export async function createApp(): Promise<App> {
  const session = new SessionStore(createTabChannel());
  // Who is here, the page and its texts are asked for at the same time.
  void session.start();
  const parts = beginArrival(features, location.pathname);
  const token = () => session.token();
  const tokens: TokenSource = {
    token,
    renew: (refused) => session.renew(refused),
    ended: () => session.end('revoked'),
  };
  const api = createApi(tokens);
  const socket = new AppSocket(token);
  const i18n = await createI18n([rememberedLanguage(), ...navigator.languages], parts);
  const app: App = {
    api,
    // Needed by few pages: its code comes with the first file.
    upload: async (file, options) =>
      (await import('./net/upload.ts')).createUpload(tokens)(file, options),
    socket,
    session,
    i18n,
    account: createAccountStore(api),
    notifications: createNotificationsStore(api, socket),
    theme: createThemeStore(),
    announcer: createAnnouncer(),
  };
  followLanguage(app);
  followSession(app);
  return app;
}

/** Shows the app in `root`. */
export function mount(app: App, root: HTMLElement): void {
  const Routes = createRoutes(pagesWithTexts(features, app.i18n));
  const slots = slotsWithTexts(features, app.i18n);
  render(
    <AppContext.Provider value={app}>
      <I18nContext.Provider value={app.i18n}>
        <SlotContext.Provider value={slots}>
          <LocationProvider>
            <Routes />
          </LocationProvider>
          <Speaker />
        </SlotContext.Provider>
      </I18nContext.Provider>
    </AppContext.Provider>,
    root,
  );
  void app.session.start().then(() => {
    for (const feature of features) feature.start?.(app);
  });
}
