import type { Feature } from '../../feature.ts';

/** The door: signing in, signing up, and the first admin's link. */
export const auth: Feature = {
  pages: [
    {
      path: '/sign-in',
      load: () => import('./SignInPage.tsx').then((module) => module.SignInPage),
    },
    {
      path: '/sign-up',
      load: () => import('./SignUpPage.tsx').then((module) => module.SignUpPage),
    },
    {
      path: '/admin-link',
      load: () => import('./AdminLinkPage.tsx').then((module) => module.AdminLinkPage),
    },
  ],
};
