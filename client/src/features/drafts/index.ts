import type { Feature } from '../../feature.ts';
import { deviceStorage } from '../../state/device-storage.ts';

/** Keeps what is written in step with the hub; says no more than where people write. */
export const draftsOnTheHub: Feature = {
  texts: 'first',
  pages: [],
  slots: { 'draft-sync': () => import('./DraftSync.tsx').then((module) => module.DraftSync) },
  start: (app) => {
    // Written without a network on a page that is closed by now.
    if (!deviceStorage.names().some((name) => /^jembatan\.d(?:raft|ropped)\//.test(name))) return;
    import('./bring-up.ts').then(
      ({ bringUp }) => bringUp(app),
      () => undefined,
    );
  },
};

/** What was begun and not sent. */
export const drafts: Feature = {
  pages: [
    {
      path: '/me/drafts',
      writes: true,
      load: () => import('./DraftsPage.tsx').then((module) => module.DraftsPage),
      tab: 'me',
      access: 'member',
    },
  ],
  slots: { 'send-later': () => import('./SendLater.tsx').then((module) => module.SendLater) },
};
