import type { Feature } from '../../feature.ts';

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
      tab: 'forums',
      access: 'member',
    },
    {
      path: '/spaces/:id/:slug?',
      load: () => import('./SpacePage.tsx').then((module) => module.SpacePage),
      tab: 'forums',
    },
  ],
  slots: {
    'thread-panel': () => import('./ThreadPanel.tsx').then((module) => module.ThreadPanel),
  },
};
