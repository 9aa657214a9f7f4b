import type { Feature } from '../../feature.ts';

/** What questions, announcements and other kinds of thread show besides their posts. */
export const kinds: Feature = {
  pages: [],
  slots: { kinds: () => import('./Kinds.tsx').then((module) => module.Kinds) },
};
