import type { Feature } from '../../feature.ts';

export const notifications: Feature = {
  pages: [
    {
      path: '/notifications',
      load: () => import('./NotificationsPage.tsx').then((module) => module.NotificationsPage),
      access: 'member',
    },
  ],
};
