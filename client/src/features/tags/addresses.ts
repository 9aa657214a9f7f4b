import type { CommunityId } from '@jembatan/shared/ids';

/** Where all tags of a community are. */
export const tagsAddress = (id: CommunityId) => `/communities/${id}/tags`;

/** Where the threads of one tag are. */
export const tagAddress = (id: CommunityId, name: string) =>
  `${tagsAddress(id)}/${encodeURIComponent(name)}`;
