import type { Feature } from '../../feature.ts';

/** What a reader keeps and asks besides the posts themselves. */
export const reading: Feature = {
  pages: [
    {
      path: '/me/bookmarks',
      load: () => import('./BookmarksPage.tsx').then((module) => module.BookmarksPage),
      tab: 'me',
      access: 'member',
    },
  ],
  slots: {
    'post-reading': () => import('./PostReading.tsx').then((module) => module.PostReading),
    'read-all': () => import('./ReadAll.tsx').then((module) => module.ReadAll),
  },
};
