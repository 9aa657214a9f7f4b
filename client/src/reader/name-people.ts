import type { PeopleById } from '@jembatan/shared/people.contract';

const named = /(?<=<a [^>]*data-person="([0-9a-f]{24})"[^>]*><bdi>@)[^<]*/g;

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Today's names of those who are mentioned; a browser with script does the same by itself. */
export function namePeople(html: string, people: PeopleById): string {
  return html.replace(named, (handle, id: string) => {
    const person = people[id];
    return person ? escapeHtml(person.displayName) : handle;
  });
}
