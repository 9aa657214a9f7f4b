import type { Feature } from '../../feature.ts';

/** What a visitor sees at `/`, and a member's start of the day. */
export const home: Feature = {
  pages: [
    {
      path: '/',
      load: () => import('./StartPage.tsx').then((module) => module.StartPage),
      tab: 'home',
    },
  ],
};
