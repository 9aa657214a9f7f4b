import { AppError, notFound } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import type { TagView } from '@jembatan/shared/tags.contract';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import { canSeeTag } from '../../permissions/tags.rules.ts';
import { visibleThreads } from '../../permissions/threads.rules.ts';
import type { NamesOfTag } from '../threads/index.ts';
import type { TagsCommon } from './tags.deps.ts';
import type { Tag } from './tags.repository.ts';

export type Seeing = ReturnType<typeof createSeeing>;

/** Names that threads of a tag have now. */
export const namesOn = ({ name, moving }: Tag) => [...new Set([name, ...moving])];

/** Tags as a reader sees them: rights come before counts, and a tag of unseen threads only is unseen. */
export function createSeeing(deps: TagsCommon) {
  const { tags, watches, clock } = deps;

  /** Which threads count at all, as a filter of threads and of their counts. */
  async function visibleTo(actor: Actor): Promise<Record<string, unknown>> {
    const { spaceIds, reach } = await deps.readableOf(actor);
    return {
      ...(spaceIds && { spaceId: { $in: spaceIds } }),
      ...(reach && visibleThreads(reach, clock.now())),
    };
  }

  async function countsOf(actor: Actor, communityId: CommunityId, some: readonly Tag[]) {
    const visible = await visibleTo(actor);
    const names = some.flatMap(namesOn);
    const counts = await deps.threads().counts.ofTags(communityId, names, visible);
    const countOf = (tag: Tag) =>
      namesOn(tag).reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
    return new Map(some.map((tag) => [tag.id, countOf(tag)]));
  }

  /** Those of some tags that the actor may see, with their counts. */
  async function seen(actor: Actor, place: Place, some: readonly Tag[]) {
    const counts = await countsOf(actor, place.community.id, some);
    return some
      .map((tag) => ({ tag, count: counts.get(tag.id) ?? 0 }))
      .filter(({ tag, count }) => canSeeTag(actor, place, { listed: tag.listed, count }));
  }

  async function toViews(
    actor: Actor,
    some: readonly { tag: Tag; count: number }[],
  ): Promise<TagView[]> {
    const me = personIdOf(actor);
    const ids = some.map(({ tag }) => tag.id);
    const levels = me && ids.length > 0 ? await watches.levelsOf(me, ids) : new Map();
    return some.map(({ tag: { id, name, description, aliases, groupId, use }, count }) => ({
      ...{ id, name, description, aliases, groupId, use, count: Math.max(0, count) },
      ...(me && { level: levels.get(id) ?? 'none' }),
    }));
  }

  /** By any of its names; throws `not-found` for one that is missing or not to be seen. */
  async function getTag(actor: Actor, communityId: CommunityId, name: string) {
    const place = await deps.getReadablePlace(actor, communityId);
    const found = await tags.findByNames(place.community.id, [name]);
    const [here] = await seen(actor, place, found);
    if (!here) throw notFound('tag');
    return { place, ...here };
  }

  const namesOf: NamesOfTag = async (actor, communityId, name) => {
    try {
      return namesOn((await getTag(actor, communityId, name)).tag);
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return [];
      throw error;
    }
  };

  return { visibleTo, seen, toViews, getTag, namesOf };
}
