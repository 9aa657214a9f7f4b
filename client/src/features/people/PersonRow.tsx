import type { PersonView } from '@jembatan/shared/people.contract';
import type { ComponentChildren } from 'preact';
import { Avatar, Name } from '../../ui/Person.tsx';

/** One person in a list, leading to their page. */
export function PersonRow({
  person,
  children,
}: {
  person: PersonView;
  children?: ComponentChildren;
}) {
  return (
    <a class="list-row" href={`/people/${encodeURIComponent(person.handle)}`}>
      <Avatar person={person} />
      <span class="grow">
        <strong class="block">
          <Name person={person} />
        </strong>
        <bdi class="soft small">@{person.handle}</bdi>
      </span>
      {children}
    </a>
  );
}
