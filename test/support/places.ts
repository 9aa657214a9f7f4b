import {
  type CommunityView,
  communityRoutes,
  type SpaceView,
} from '@jembatan/shared/communities.contract';
import type { PollInput } from '@jembatan/shared/polls.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView, ThreadView } from '@jembatan/shared/threads.view';
import type { TestPerson } from './person.ts';

export interface Ground {
  community: CommunityView;
  space: SpaceView;
}

export interface GroundOptions {
  name?: string;
  reading?: 'members' | 'signed-in' | 'everyone';
  joining?: 'invitation' | 'request' | 'open';
  /** Who joins, as students. */
  members?: readonly TestPerson[];
}

/** A community of `owner` with its first space and some members. */
export async function makeGround(owner: TestPerson, options: GroundOptions = {}): Promise<Ground> {
  const { members = [], name = 'Kelas 9b', ...rest } = options;
  const community = await owner.call(communityRoutes.createCommunity, { body: { name, ...rest } });
  const { items } = await owner.call(communityRoutes.listSpaces, { params: { id: community.id } });
  for (const member of members) await joinBy(owner, member, community);
  return { community, space: items[0]! };
}

/** Lets somebody in by an invitation. */
export async function joinBy(
  owner: TestPerson,
  member: TestPerson,
  { id }: Pick<CommunityView, 'id'>,
  role: 'student' | 'teacher' | 'moderator' = 'student',
): Promise<void> {
  const { code } = await owner.call(communityRoutes.createInvite, {
    params: { id },
    body: { role, uses: 1 },
  });
  await member.call(communityRoutes.acceptInvite, { params: { code } });
}

/** Starts a thread. */
export async function startThread(
  who: TestPerson,
  space: Pick<SpaceView, 'id'>,
  input: {
    title?: string;
    body?: string;
    kind?: 'discussion' | 'question' | 'announcement';
    tags?: string[];
    poll?: PollInput;
  } = {},
): Promise<{ thread: ThreadView; post: PostView }> {
  const { title = 'Water in our town', body = 'Where does your water come from?', ...rest } = input;
  return who.call(threadRoutes.createThread, {
    params: { id: space.id },
    body: { title, body, ...rest },
  });
}

/** Replies. */
export function reply(
  who: TestPerson,
  thread: Pick<ThreadView, 'id'>,
  body: string,
  replyTo?: number,
): Promise<PostView> {
  return who.call(threadRoutes.createPost, {
    params: { id: thread.id },
    body: { body, ...(replyTo && { replyTo }) },
  });
}
