import { pollRoutes } from '@jembatan/shared/polls.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import type { Guest } from './hub.ts';

/** Said in every language alike. */
const times = ['🕓 16:00', '🕔 17:00', '🕕 18:00'];

/** At what time to meet, in order of liking: each student begins with another one. */
export async function seedPoll(
  { id }: ThreadView,
  { teacher, students }: { teacher: Guest; students: readonly Guest[] },
): Promise<void> {
  const post = await teacher.call(threadRoutes.createPost, {
    params: { id },
    body: {
      body: '🗳️',
      poll: { kind: 'ranked', options: times, anonymous: true, show: 'always' },
    },
  });
  const params = { id: post.id };
  const { options } = await teacher.call(pollRoutes.getPoll, { params });
  const ids = options.map((option) => option.id);
  for (const [index, student] of students.entries()) {
    const first = index % ids.length;
    const choices = [...ids.slice(first), ...ids.slice(0, first)];
    await student.call(pollRoutes.vote, { params, body: { choices } });
  }
}
