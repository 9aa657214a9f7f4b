import type { Feature } from '../../feature.ts';

/** Posts in the reader's language, and who may have what translated. */
export const translation: Feature = {
  pages: [],
  slots: {
    translation: () => import('./PostTranslation.tsx').then((module) => module.PostTranslation),
    'poll-translation': () =>
      import('./PollTranslation.tsx').then((module) => module.PollTranslation),
    'community-translation': () =>
      import('./CommunityTranslation.tsx').then((module) => module.CommunityTranslation),
    'my-translation': () => import('./MyTranslation.tsx').then((module) => module.MyTranslation),
  },
};
