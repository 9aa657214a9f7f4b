import { type Callable, callingRoutes } from '@jembatan/shared/callings.contract';
import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { foldCase } from '@jembatan/shared/handles';
import type { CommunityId } from '@jembatan/shared/ids';
import type { App } from '../../app-context.ts';
import { formatIn } from '../../i18n/format.ts';
import type { Completion } from './completions.ts';

const offeredGroups = 3;

/** Whom of a community one name calls together, for what has been typed of it. */
export type FindCalled = (query: string) => readonly Completion[];

/** Study groups whose name has a word that begins so. */
function groupsFor(groups: readonly CommunityView[], query: string): readonly Completion[] {
  return groups
    .filter(({ name }) => ` ${foldCase(name)}`.includes(` ${query}`))
    .slice(0, offeredGroups)
    .map(({ id, name }) => {
      const words = name.replace(/[\\[\]]/g, '\\$&');
      return { id, sign: '👥', label: name, text: `[@${words}](/c/${id}) ` };
    });
}

/** Roles by their name in the reader's language, or by the word that is written. */
function rolesFor(
  { i18n }: Pick<App, 'i18n'>,
  items: readonly Callable[],
  query: string,
): readonly Completion[] {
  const t = i18n.texts('writing');
  const { number } = formatIn(i18n.language.value, i18n.zone.value);
  // A bare @ is for people first.
  const offered = query === '' ? items.slice(0, 2) : items;
  return offered.flatMap(({ name, people, more }) => {
    const role = t(`callings.${name}`);
    const isMeant = ` ${foldCase(`${role} ${name}`)}`.includes(` ${query}`);
    const label = `${role} · ${number(people)}${more ? '+' : ''}`;
    return isMeant ? [{ id: name, sign: '📣', label, text: `@${name} ` }] : [];
  });
}

/** Asks for the study groups and roles of a community that the reader may call. */
export async function lookUpCalled(
  { api, i18n }: Pick<App, 'api' | 'i18n'>,
  id: CommunityId,
): Promise<FindCalled> {
  const none = { items: [] };
  const [groups, roles] = await Promise.all([
    // People can be named all the same.
    api(communityRoutes.listGroups, { params: { id }, query: { limit: '100' } }).catch(() => none),
    api(callingRoutes.listCallings, { params: { id } }).catch(() => none),
    i18n.need('writing'),
  ]);
  return (query) => {
    const wanted = foldCase(query);
    return [...groupsFor(groups.items, wanted), ...rolesFor({ i18n }, roles.items, wanted)];
  };
}
