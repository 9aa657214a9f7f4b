import type { Feature } from '../../feature.ts';

/** The calendar: what is live, what comes next, and the page of each session. */
export const sessions: Feature = {
  pages: [
    {
      path: '/sessions',
      load: () => import('./SessionsPage.tsx').then((module) => module.SessionsPage),
      tab: 'live',
    },
    {
      path: '/sessions/new',
      load: () => import('./NewSessionPage.tsx').then((module) => module.NewSessionPage),
      tab: 'live',
      access: 'member',
    },
    {
      path: '/sessions/:id/edit',
      load: () => import('./EditSessionPage.tsx').then((module) => module.EditSessionPage),
      tab: 'live',
      access: 'member',
    },
    {
      path: '/sessions/:id',
      load: () => import('./SessionPage.tsx').then((module) => module.SessionPage),
      tab: 'live',
    },
  ],
  slots: {
    'now-strip': () => import('./NowStrip.tsx').then((module) => module.NowStrip),
  },
};
