import type { Feature } from '../../feature.ts';

/** What threads of a community are about, across its forums. */
export const tags: Feature = {
  pages: [
    {
      path: '/communities/:id/tags',
      load: () => import('./TagsPage.tsx').then((module) => module.TagsPage),
      tab: 'forums',
    },
    {
      path: '/communities/:id/tags/:tag',
      load: () => import('./TagPage.tsx').then((module) => module.TagPage),
      tab: 'forums',
    },
  ],
  slots: {
    'tag-help': () => import('./TagHelp.tsx').then((module) => module.TagHelp),
    'tag-filter': () => import('./TagFilter.tsx').then((module) => module.TagFilter),
  },
};
