import type { Feature } from '../../feature.ts';

/** What is behind the addresses in posts. */
export const previews: Feature = {
  pages: [],
  slots: {
    'link-previews': () => import('./LinkPreviews.tsx').then((module) => module.LinkPreviews),
    'community-previews': () =>
      import('./CommunityPreviews.tsx').then((module) => module.CommunityPreviews),
  },
};
