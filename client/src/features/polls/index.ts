import type { Feature } from '../../feature.ts';

/** Polls in posts. */
export const polls: Feature = {
  pages: [],
  slots: {
    poll: () => import('./Poll.tsx').then((module) => module.Poll),
    'poll-form': () => import('./PollForm.tsx').then((module) => module.PollForm),
  },
};
