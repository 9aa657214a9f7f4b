import { communityRoutes } from '@jembatan/shared/communities.contract';
import { foldCase } from '@jembatan/shared/handles';
import type { CommunityId } from '@jembatan/shared/ids';
import { mentionBeingTyped } from '@jembatan/shared/mentions';
import type { PersonView } from '@jembatan/shared/people.contract';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';

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
  return people.length > 0 ? { start: typed.start, people } : null;
}
