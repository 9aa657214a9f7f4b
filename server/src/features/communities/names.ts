import { foldHandle } from '../../text/handles.ts';

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

/** The key by which lists of communities and institutions are ordered. */
export const foldName = fold;

/** The key by which a list of members is ordered and searched: name, then handle. */
export function foldMember(person: { displayName: string; handle: string }): string {
  return `${fold(person.displayName)} ${foldHandle(person.handle)}`;
}
