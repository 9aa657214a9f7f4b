import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import { spaceColour } from '@jembatan/shared/spaces';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { Guest } from './hub.ts';
import { seedPoll } from './polls.ts';
import type { Region } from './regions.ts';

/** Days until the demonstration's homework is due. */
const daysToDue = 14;
const dayMs = 86_400_000;

const colours = spaceColour.options;

/**
 * The looks of a region's forum, and in it one for what the next meeting is about: it has a due
 * date, and those who are shy may write in it under a pseudonym, and a poll.
 */
export async function seedSpaces(
  region: Region,
  id: CommunityId,
  { teacher, students }: { teacher: Guest; students: readonly Guest[] },
): Promise<void> {
  const { items } = await teacher.call(communityRoutes.listSpaces, { params: { id } });
  const [first] = items;
  const { title, agenda } = region.session;
  if (!first || items.some(({ name }) => name === title)) return;
  const colour = colours[region.name.length % colours.length] ?? 'teal';
  await teacher.call(communityRoutes.changeSpace, {
    params: { id: first.id },
    body: { colour, icon: 'globe' },
  });
  const space = await teacher.call(communityRoutes.createSpace, {
    params: { id },
    body: {
      name: title,
      description: agenda,
      parentId: first.id,
      colour,
      icon: '✍️',
      dueAt: new Date(Date.now() + daysToDue * dayMs).toISOString(),
      pseudonyms: true,
    },
  });
  const { thread } = await teacher.call(threadRoutes.createThread, {
    params: { id: space.id },
    body: { title, body: agenda },
  });
  await seedPoll(thread, { teacher, students });
  const [shy] = students;
  if (shy)
    await shy.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: '🙋', pseudonym: true },
    });
}
