import type { Feature } from '../../feature.ts';

/** Which files a community takes. */
export const files: Feature = {
  pages: [],
  slots: {
    'community-files': () => import('./CommunityFiles.tsx').then((module) => module.CommunityFiles),
  },
};
