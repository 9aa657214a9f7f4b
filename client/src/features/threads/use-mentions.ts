import { communityRoutes } from '@jembatan/shared/communities.contract';
import { foldCase } from '@jembatan/shared/handles';
import type { CommunityId } from '@jembatan/shared/ids';
import { mentionBeingTyped } from '@jembatan/shared/mentions';
import type { PersonView } from '@jembatan/shared/people.contract';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { FindCalled } from './called.ts';
import type { Completion } from './completions.ts';

/** Names offered at most; more would hide the text on a phone. */
const offered = 6;
const askAfterMs = 200;

/** Who can be named in a text: those who are in sight, and the community's members. */
export interface MentionScope {
  readonly communityId: CommunityId | null;
  readonly inSight: readonly PersonView[];
}

export interface MentionOffer {
  readonly start: number;
  readonly people: readonly PersonView[];
  /** Study groups and roles, as the words that call them. */
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

/** Whom one name calls together; what knows them is loaded once somebody is named. */
function useCalled(id: CommunityId | null, query: string | null): readonly Completion[] {
  const app = useApp();
  const [find, setFind] = useState<{ readonly by: FindCalled } | null>(null);
  const isNaming = query !== null;
  useEffect(() => {
    if (!isNaming || !id || find) return;
    import('./called.ts')
      .then(({ lookUpCalled }) => lookUpCalled(app, id))
      // People can be named all the same.
      .then(
        (by) => setFind({ by }),
        () => undefined,
      );
  }, [isNaming, id]);
  return (isNaming && find?.by(query)) || [];
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
  const groups = useCalled(id, query);

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
  return people.length + groups.length > 0 ? { start: typed.start, people, groups } : null;
}
