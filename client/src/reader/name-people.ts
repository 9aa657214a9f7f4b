import { calling } from '@jembatan/shared/callings.contract';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { Say } from '../i18n/i18n.ts';

const named = /(?<=<a [^>]*data-person="([0-9a-f]{24})"[^>]*><bdi>@)[^<]*/g;

const called = /(?<=<span [^>]*data-calls="([a-z]+)"[^>]*><bdi>@)[^<]*/g;

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Today's names of those who are mentioned, and of roles; a browser with script does the same by itself. */
export function namePeople(html: string, people: PeopleById, t: Say): string {
  const withPeople = html.replace(named, (handle, id: string) => {
    const person = people[id];
    return person ? escapeHtml(person.displayName) : handle;
  });
  return withPeople.replace(called, (word, name: string) =>
    calling.safeParse(name).success ? escapeHtml(t(`callings.${name}`)) : word,
  );
}
