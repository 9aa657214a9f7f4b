import { apiBase } from '@jembatan/shared/app.protocol';
import type { DraftPlace } from '@jembatan/shared/drafts.contract';
import type { PersonId } from '@jembatan/shared/ids';
import { askedTogether } from '../../kernel/asked-together.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { DraftsDeps } from './drafts.deps.ts';
import { draftKey } from './drafts.repository.ts';
import type { Rewrite } from './rewriting.ts';

export const placeName = ({ kind, id }: DraftPlace) => `draft ${kind} ${id}`;

/** Where the submission goes that a draft is going to be; an edit has no key of its own there. */
function pathOf({ kind, id }: DraftPlace): string | null {
  if (kind === 'edit') return null;
  return kind === 'reply' ? `${apiBase}/threads/${id}/posts` : `${apiBase}/spaces/${id}/threads`;
}

/** Which keys' submissions were taken by the hub, or thrown away. */
export function createOver({ drafts, sentOf }: Pick<DraftsDeps, 'drafts' | 'sentOf'>) {
  return async (
    personId: PersonId,
    place: DraftPlace,
    keys: readonly string[],
  ): Promise<string[]> => {
    const path = pathOf(place);
    const [ended, sent] = await Promise.all([
      drafts.ended(personId, keys),
      path ? sentOf(personId, path, keys) : [],
    ]);
    return [...ended, ...sent];
  };
}
export type Over = ReturnType<typeof createOver>;

interface FollowDeps extends Pick<DraftsDeps, 'drafts' | 'tell'> {
  over: Over;
  rewrite: Rewrite;
}

/** What has become a post or a thread is no draft any more, whichever way it was sent. */
export function followPosts(bus: EventBus, deps: FollowDeps): void {
  const find = askedTogether(deps.drafts.findMany);

  async function settle(personId: PersonId | null, place: DraftPlace): Promise<void> {
    const draft = personId && (await find(draftKey(personId, place)));
    if (!draft) return;
    const keys = draft.versions.map(({ key }) => key);
    const over = new Set(await deps.over(personId, place, keys));
    if (over.size === 0) return;
    await deps.rewrite(personId, place, (versions) => versions.filter(({ key }) => !over.has(key)));
    deps.tell(personId, placeName(place));
  }

  bus.on('post:created', ({ actorId, facts }) =>
    settle(actorId, { kind: 'reply', id: facts.threadId }),
  );
  bus.on('thread:created', ({ actorId, facts }) =>
    settle(actorId, { kind: 'thread', id: facts.spaceId }),
  );
}
