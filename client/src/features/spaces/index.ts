import type { Feature } from '../../feature.ts';

/** The forums of a community: where they stand, how they look, what holds in them. */
export const spaces: Feature = {
  pages: [
    {
      path: '/spaces/:id/settings/:part?',
      load: () => import('./SetupPage.tsx').then((module) => module.SetupPage),
      tab: 'forums',
      access: 'member',
    },
  ],
  slots: {
    'space-list': () => import('./SpaceList.tsx').then((module) => module.SpaceList),
    terms: () => import('./Terms.tsx').then((module) => module.Terms),
  },
};
