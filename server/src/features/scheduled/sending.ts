import { AppError } from '@jembatan/shared/errors';
import { signInId, spaceId, type ThreadId, threadId } from '@jembatan/shared/ids';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { ScheduledDeps } from './scheduled.deps.ts';
import type { Scheduled } from './scheduled.repository.ts';

/** Where it stands now. */
export interface Sent {
  threadId: ThreadId;
  number: number;
}

/** Nobody is signed in when the hub sends for them. */
const noSignIn = signInId.parse('0'.repeat(24));

export type Send = ReturnType<typeof createSending>;

/**
 * Sends one as its writer, with what they may do at this moment. Exactly once:
 * the post and the mark that it was made are one transaction, and whoever comes
 * second, after a server that died in between, is given the first one's answer.
 */
export function createSending({ threads, people, once }: ScheduledDeps) {
  async function writerOf({ personId }: Scheduled): Promise<PersonActor> {
    const [person] = await people.findMany([personId]);
    if (!person) throw new AppError('signed-out');
    const { id, hubRole, age } = person;
    return { kind: 'person', id, sid: noSignIn, hubRole, age };
  }

  /** `writtenAt`: what an outage holds up was in time, and is shown with both times. */
  const reply = (actor: PersonActor, { placeId, input, sendAt }: Scheduled) =>
    threads.writing.createPost(actor, threadId.parse(placeId), {
      ...threadRoutes.createPost.body.parse(input),
      writtenAt: sendAt.toISOString(),
    });

  const start = (actor: PersonActor, { placeId, input }: Scheduled) =>
    threads.starting.createThread(
      actor,
      spaceId.parse(placeId),
      threadRoutes.createThread.body.parse(input),
    );

  return async function send(one: Scheduled): Promise<Sent> {
    const actor = await writerOf(one);
    const make = one.kind === 'reply' ? reply : start;
    const answer = await once(one.personId, `scheduled ${one.id}`, () => make(actor, one));
    const post =
      one.kind === 'reply'
        ? threadRoutes.createPost.answer.parse(answer)
        : threadRoutes.createThread.answer.parse(answer).post;
    return { threadId: post.threadId, number: post.number };
  };
}
