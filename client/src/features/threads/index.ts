import type { Feature } from '../../feature.ts';
import { deviceStorage } from '../../state/device-storage.ts';

/** Spaces, their threads, and the posts in them. */
export const threads: Feature = {
  texts: 'first',
  pages: [
    {
      path: '/t/:id/:slug?',
      load: () => import('./ThreadPage.tsx').then((module) => module.ThreadPage),
      tab: 'forums',
    },
    {
      path: '/spaces/:id/threads/new',
      load: () => import('./NewThreadPage.tsx').then((module) => module.NewThreadPage),
      writes: true,
      tab: 'forums',
      access: 'member',
    },
    {
      path: '/spaces/:id/:slug?',
      load: () => import('./SpacePage.tsx').then((module) => module.SpacePage),
      tab: 'forums',
    },
  ],
  start: (app) => {
    // Posts that were on their way when the last page was closed go on from any page.
    if (!deviceStorage.names().some((name) => name.startsWith('jembatan.outbox'))) return;
    import('./outbox-of.ts').then(
      ({ outboxOf }) => void outboxOf(app),
      // Without connection there is nothing to send to; the thread's own page tries again.
      () => undefined,
    );
  },
  slots: {
    outbox: () => import('./OutboxList.tsx').then((module) => module.OutboxList),
    'thread-rows': () => import('./ThreadRows.tsx').then((module) => module.ThreadRows),
    'thread-panel': () => import('./ThreadPanel.tsx').then((module) => module.ThreadPanel),
  },
};
