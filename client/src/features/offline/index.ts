import { effect } from '@preact/signals';
import type { Feature } from '../../feature.ts';

/** The hub without a network: what is kept to read, and what waits to be sent. */
export const offline: Feature = {
  pages: [
    {
      path: '/me/offline',
      load: () => import('./OfflinePage.tsx').then((module) => module.OfflinePage),
      tab: 'me',
      access: 'member',
    },
  ],
  slots: {
    'kept-threads': () => import('./KeptThreads.tsx').then((module) => module.KeptThreads),
  },
  start: (app) => {
    const { serviceWorker } = navigator;
    // Where there is no service worker (plain http), the app is as it always was.
    if (!import.meta.env.PROD || !serviceWorker) return;
    let isLoaded = false;
    effect(() => {
      const isMember = app.session.session.value.kind === 'member';
      // A visitor's device keeps nothing; one with a worker may have something to let go.
      if (isLoaded || !(isMember || serviceWorker.controller)) return;
      isLoaded = true;
      import('./keeping.ts').then(
        ({ startKeeping }) => startKeeping(app),
        // The next opening tries again.
        () => undefined,
      );
    });
  },
};
