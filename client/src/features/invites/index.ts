import type { Feature } from '../../feature.ts';

/** Where an invitation link leads. */
export const invites: Feature = {
  pages: [
    {
      path: '/invite/:code',
      load: () => import('./InvitePage.tsx').then((module) => module.InvitePage),
    },
  ],
};
