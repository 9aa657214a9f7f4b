import type { SpaceView } from '@jembatan/shared/communities.contract';
import type { Reading } from '@jembatan/shared/reading';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { communityAddress } from '../features/communities/CommunityCard.tsx';
import { tagAddress } from '../features/tags/addresses.ts';

const withSlug = (path: string, slug: string) =>
  slug ? `${path}/${encodeURIComponent(slug)}` : path;

export const spacePath = ({ id, slug }: SpaceView) => withSlug(`/spaces/${id}`, slug);
export const threadPath = ({ id, slug }: ThreadView) => withSlug(`/t/${id}`, slug);

/** The address of what is read. */
export function addressOf(reading: Reading): string {
  if (reading.kind === 'thread') return threadPath(reading.thread);
  if (reading.kind === 'space') return spacePath(reading.space);
  if (reading.kind === 'tag') return tagAddress(reading.community.id, reading.tag.name);
  if (reading.kind === 'start') return '/';
  if (reading.kind === 'communities') return '/communities';
  return communityAddress(reading.community);
}
