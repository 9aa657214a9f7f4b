import type { Feature } from '../../feature.ts';

/** The room: everything behind its one page loads when that page opens. */
export const rooms: Feature = {
  pages: [
    {
      path: '/sessions/:id/room',
      load: () => import('./RoomPage.tsx').then((module) => module.RoomPage),
      access: 'member',
      frame: 'bare',
    },
  ],
};
