import type { Feature } from '../../feature.ts';

/** Reports, the queue of cases, and the log of what was done. */
export const moderation: Feature = {
  pages: [
    {
      path: '/moderation',
      load: () => import('./QueuePage.tsx').then((module) => module.QueuePage),
      access: 'member',
    },
    {
      path: '/moderation/log',
      load: () => import('./LogPage.tsx').then((module) => module.LogPage),
      access: 'member',
    },
  ],
  slots: {
    report: () => import('./Report.tsx').then((module) => module.Report),
  },
};
