import type { Feature } from '../../feature.ts';

/** Who is here, one person's page, and my own. */
export const people: Feature = {
  pages: [
    {
      path: '/people',
      load: () => import('./PeoplePage.tsx').then((module) => module.PeoplePage),
      tab: 'people',
      access: 'member',
    },
    {
      path: '/people/:handle',
      load: () => import('./PersonPage.tsx').then((module) => module.PersonPage),
      tab: 'people',
    },
    {
      path: '/me',
      load: () => import('./MePage.tsx').then((module) => module.MePage),
      tab: 'me',
      access: 'member',
    },
  ],
};
