import type { Feature } from '../../feature.ts';

/** Communities and study groups: what they are, who is in them, and how one comes in. */
export const communities: Feature = {
  pages: [
    {
      path: '/communities',
      load: () => import('./CommunitiesPage.tsx').then((module) => module.CommunitiesPage),
      tab: 'forums',
    },
    {
      path: '/communities/new',
      load: () => import('./NewCommunityPage.tsx').then((module) => module.NewCommunityPage),
      tab: 'forums',
      access: 'member',
    },
    {
      path: '/communities/:id/groups/new',
      load: () => import('./NewCommunityPage.tsx').then((module) => module.NewGroupPage),
      tab: 'forums',
      access: 'member',
    },
    {
      path: '/communities/:id/members',
      load: () => import('./MembersPage.tsx').then((module) => module.MembersPage),
      tab: 'forums',
      access: 'member',
    },
    {
      path: '/communities/:id/invitations',
      load: () => import('./InvitationsPage.tsx').then((module) => module.InvitationsPage),
      tab: 'forums',
      access: 'member',
    },
    {
      path: '/communities/:id/settings',
      load: () => import('./SettingsPage.tsx').then((module) => module.SettingsPage),
      tab: 'forums',
      access: 'member',
    },
    {
      path: '/c/:id/:slug?',
      load: () => import('./CommunityPage.tsx').then((module) => module.CommunityPage),
      tab: 'forums',
    },
  ],
  slots: {
    'people-here': () => import('./PeopleHere.tsx').then((module) => module.PeopleHere),
  },
};
