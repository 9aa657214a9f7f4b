import type { Feature } from '../../feature.ts';

/** Finding posts and people. */
export const search: Feature = {
  pages: [
    { path: '/search', load: () => import('./SearchPage.tsx').then((module) => module.SearchPage) },
  ],
};
