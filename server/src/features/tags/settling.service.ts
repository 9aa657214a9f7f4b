import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import { tagLimits } from '@jembatan/shared/tags.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { canMakeTag, canUseTag } from '../../permissions/tags.rules.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import { isTag, normalTag, tagKey } from '../../text/tag-names.ts';
import type { SettleTags, SpaceAt } from '../threads/index.ts';
import type { Seeing } from './seeing.ts';
import type { TagsCommon } from './tags.deps.ts';
import { plainTag, type Tag } from './tags.repository.ts';

export type Refusal =
  | 'letters'
  | 'unknown'
  | 'staff'
  | 'alike'
  | 'one-of'
  | 'full'
  | 'busy'
  | 'taken';

/** Why there is no such tag, and which it is. */
export const refused = (why: Refusal, tag: string) => new AppError('tag-refused', { why, tag });

/** A name as it is kept; throws `tag-refused` where it does not read as what it is. */
export function requireName(typed: string): string {
  const name = normalTag(typed);
  if (!isTag(name) || name.length > limits.tag) throw refused('letters', typed);
  return name;
}

/** What people write on threads, made the tags of the community. */
export function createSettling(deps: TagsCommon & { seeing: Seeing }): SettleTags {
  const { tags, groups, moves, seeing } = deps;
  const makings = deps.createLimiter({ name: 'tags', points: 40, seconds: 3_600 });

  async function requireNew(actor: PersonActor, at: SpaceAt, name: string): Promise<void> {
    const communityId = at.place.community.id;
    if (!canMakeTag(actor, at, await groups.making(communityId))) throw refused('unknown', name);
    if (await moves.isMoving(communityId, name)) throw refused('busy', name);
    if (await tags.hasAlike(communityId, name)) throw refused('alike', name);
    if ((await tags.count(communityId, tagLimits.perCommunity)) >= tagLimits.perCommunity)
      throw refused('full', name);
    await makings.take(actor.id);
  }

  /** Not part of the thread's transaction: a tag that nothing came of is seen by nobody. */
  async function make(actor: PersonActor, at: SpaceAt, name: string): Promise<Tag> {
    await requireNew(actor, at, name);
    const communityId = at.place.community.id;
    try {
      return await tags.insert(communityId, { ...plainTag, name });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const [made] = await tags.findByNames(communityId, [name]);
      if (!made) throw error;
      return made;
    }
  }

  /** Where only staff makes tags, one that the actor cannot see is none. */
  async function knownTo(actor: PersonActor, at: SpaceAt, found: readonly Tag[]) {
    const { place } = at;
    if (canMakeTag(actor, at, await groups.making(place.community.id))) return found;
    return (await seeing.seen(actor, place, found)).map(({ tag }) => tag);
  }

  async function requireOneOf(at: SpaceAt, chosen: readonly Tag[]): Promise<void> {
    if (chosen.filter(({ groupId }) => groupId).length < 2) return;
    const strict = (await groups.list(at.place.community.id)).filter(({ oneOf }) => oneOf);
    for (const { id } of strict) {
      const [first, second] = chosen.filter(({ groupId }) => groupId === id);
      if (first && second) throw refused('one-of', second.name);
    }
  }

  return async (actor, at, { typed, had = [] }) => {
    const names = unique(typed.map(requireName));
    if (names.length + had.length === 0) return { tags: [], made: false };
    const found = await tags.findByNames(at.place.community.id, [...names, ...had]);
    const before = found.filter((tag) => answersAny(tag, had));
    const known = new Set([...before, ...(await knownTo(actor, at, found))]);
    const chosen: Tag[] = [];
    let made = false;
    for (const name of names) {
      const there = [...known].find((one) => answers(one, name));
      made ||= there === undefined;
      const tag = there ?? (await make(actor, at, name));
      if (!canUseTag(actor, at, tag) && !before.includes(tag)) throw refused('staff', tag.name);
      if (!chosen.includes(tag)) chosen.push(tag);
    }
    // What staff has said of a thread is not its author's to take away.
    const kept = before.filter((tag) => !chosen.includes(tag) && !canUseTag(actor, at, tag));
    const all = [...chosen, ...kept];
    if (all.length > limits.tags) throw refused('full', all.at(-1)?.name ?? '');
    await requireOneOf(at, all);
    return { tags: all.map(({ name }) => name), made };
  };
}

const answers = ({ name, aliases }: Tag, asked: string) =>
  [name, ...aliases].some((one) => tagKey(one) === tagKey(asked));

const answersAny = (tag: Tag, asked: readonly string[]) => asked.some((one) => answers(tag, one));

/** Each once, as it was first written. */
function unique(names: readonly string[]): string[] {
  const keys = names.map(tagKey);
  return names.filter((_name, index) => keys.indexOf(keys[index] ?? '') === index);
}
