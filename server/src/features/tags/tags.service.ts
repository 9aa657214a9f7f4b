import { AppError } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { TagFrame, TagLevel, TagView } from '@jembatan/shared/tags.contract';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import { only } from '../../kernel/only.ts';
import type { Place } from '../../permissions/facts.ts';
import { canManageTags } from '../../permissions/tags.rules.ts';
import { normalTag, tagKey } from '../../text/tag-names.ts';
import { queryTerms } from '../../text/terms.ts';
import type { Seeing } from './seeing.ts';
import type { TagsCommon } from './tags.deps.ts';
import type { Tag } from './tags.repository.ts';

/** Suggestions looked at and shown. */
const suggested = { looked: 60, shown: 10 };

export interface ListQuery {
  limit: number;
  cursor?: string | undefined;
  groupId?: string | undefined;
}

export type TagsService = ReturnType<typeof createTagsService>;

/** Tags of a community: listed, looked up, suggested, followed. */
export function createTagsService(deps: TagsCommon & { seeing: Seeing }) {
  const { tags, groups, watches, seeing } = deps;

  async function frameOf(actor: Actor, place: Place): Promise<TagFrame> {
    const communityId = place.community.id;
    const [all, making] = await Promise.all([groups.list(communityId), groups.making(communityId)]);
    return { groups: all, making, can: { manage: canManageTags(actor, place) } };
  }

  /** Those whose words go on as the text begins, and one that it names to the letter. */
  async function beginningWith(communityId: CommunityId, text: string): Promise<Tag[]> {
    const terms = queryTerms(text).all;
    const [named, found] = await Promise.all([
      tags.findByNames(communityId, text === '' ? [] : [text]),
      terms.length > 0 || text === ''
        ? tags.listBeginning(communityId, terms, suggested.looked)
        : [],
    ]);
    const ids = new Set(named.map(({ id }) => id));
    return [...named, ...found.filter(({ id }) => !ids.has(id))];
  }

  return {
    frameOf,

    /** A page may have fewer items than asked for before the list ends. */
    async listTags(
      actor: Actor,
      communityId: CommunityId,
      query: ListQuery,
    ): Promise<Page<TagView> & { frame: TagFrame }> {
      const place = await deps.getReadablePlace(actor, communityId);
      const after = query.cursor === undefined ? null : toKey(query.cursor);
      const { limit, groupId } = query;
      const found = await tags.list(place.community.id, { after, limit, groupId });
      const page = cutPage(found, limit, ({ key }) => [key]);
      const items = await seeing.toViews(actor, await seeing.seen(actor, place, page.items));
      return { ...page, items, frame: await frameOf(actor, place) };
    },

    /** Those used most first; one that is named to the letter, or by another name, before all. */
    async suggestTags(actor: Actor, communityId: CommunityId, typed: string) {
      const place = await deps.getReadablePlace(actor, communityId);
      const text = normalTag(typed);
      const found = await beginningWith(place.community.id, text);
      const seen = await seeing.seen(actor, place, found);
      const isExact = ({ tag }: { tag: Tag }) => tag.key === tagKey(text);
      seen.sort((a, b) => Number(isExact(b)) - Number(isExact(a)) || b.count - a.count);
      return { items: await seeing.toViews(actor, seen.slice(0, suggested.shown)) };
    },

    async getTag(actor: Actor, communityId: CommunityId, name: string): Promise<TagView> {
      return only(await seeing.toViews(actor, [await seeing.getTag(actor, communityId, name)]));
    },

    async watchTag(
      actor: PersonActor,
      { communityId, name, level }: { communityId: CommunityId; name: string; level: TagLevel },
    ): Promise<{ level: TagLevel }> {
      const { tag } = await seeing.getTag(actor, communityId, name);
      return deps.transact(async () => {
        await watches.set(actor.id, tag.id, level);
        return { level };
      });
    },
  };
}

function toKey(cursor: string): string {
  const [key] = decodeCursor(cursor, 1);
  if (typeof key !== 'string') throw new AppError('invalid');
  return key;
}
