import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { foldCase } from '@jembatan/shared/handles';
import type { CommunityId } from '@jembatan/shared/ids';
import { mentionBeingTyped } from '@jembatan/shared/mentions';
import type { PersonView } from '@jembatan/shared/people.contract';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { Completion } from './completions.ts';

/** Names offered at most; more would hide the text on a phone. */
const offered = 6;
const offeredGroups = 3;
const askAfterMs = 200;

/** Who can be named in a text: those who are in sight, and the community's members. */
export interface MentionScope {
  readonly communityId: CommunityId | null;
  readonly inSight: readonly PersonView[];
}

export interface MentionOffer {
  readonly start: number;
  readonly people: readonly PersonView[];
  /** Study groups, as the links that call them. */
  readonly groups: readonly Completion[];
}

function fits(person: PersonView, query: string): boolean {
  const wanted = foldCase(query);
  const name = foldCase(person.displayName);
  return (
    foldCase(person.handle).startsWith(wanted) ||
    name.startsWith(wanted) ||
    name.includes(` ${wanted}`)
  );
}

/** Study groups whose name has a word that begins so. */
function groupsFor(groups: readonly CommunityView[], query: string): readonly Completion[] {
  const wanted = ` ${foldCase(query)}`;
  return groups
    .filter(({ name }) => ` ${foldCase(name)}`.includes(wanted))
    .slice(0, offeredGroups)
    .map(({ id, name }) => {
      const words = name.replace(/[\\[\]]/g, '\\$&');
      return { id, sign: '👥', label: name, text: `[@${words}](/c/${id}) ` };
    });
}

/** The study groups of a community that the reader may see, asked for once somebody is named. */
function useGroups(id: CommunityId | null, isNaming: boolean): readonly CommunityView[] {
  const { api } = useApp();
  const [groups, setGroups] = useState<readonly CommunityView[]>([]);
  useEffect(() => {
    if (!isNaming || !id || groups.length > 0) return;
    api(communityRoutes.listGroups, { params: { id }, query: { limit: '100' } }).then(
      ({ items }) => setGroups(items),
      // People can be named all the same.
      () => undefined,
    );
  }, [isNaming, id]);
  return groups;
}

function merge(near: readonly PersonView[], far: readonly PersonView[]): readonly PersonView[] {
  const byId = new Map([...near, ...far].map((person) => [person.id, person]));
  return [...byId.values()].slice(0, offered);
}

/** Offers people for the `@…` before the caret; null when nobody is being named. */
export function useMentions(
  { text, caret }: { text: string; caret: number },
  scope: MentionScope,
): MentionOffer | null {
  const { api } = useApp();
  const typed = mentionBeingTyped(text, caret);
  const query = typed?.query ?? null;
  const [members, setMembers] = useState<readonly PersonView[]>([]);
  const id = scope.communityId;
  const groups = useGroups(id, query !== null);

  useEffect(() => {
    if (query === null || !id) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      api(
        communityRoutes.listMembers,
        { params: { id }, query: { q: query, limit: String(offered) } },
        { signal: stop.signal },
      ).then(
        ({ items }) => setMembers(items.map((item) => item.person)),
        // Those in sight can still be chosen, and a name can be typed by hand.
        () => undefined,
      );
    }, askAfterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query, id]);

  if (!typed || query === null) return null;
  const near = scope.inSight.filter((person) => fits(person, query));
  const people = merge(
    near,
    members.filter((person) => fits(person, query)),
  );
  const called = groupsFor(groups, query);
  return people.length + called.length > 0 ? { start: typed.start, people, groups: called } : null;
}
