import type { Feature } from '../../feature.ts';

/** A whole thread on one page, to be printed. */
export const printing: Feature = {
  pages: [
    {
      path: '/print/:id',
      load: () => import('./PrintPage.tsx').then((module) => module.PrintPage),
      tab: 'forums',
    },
  ],
};
