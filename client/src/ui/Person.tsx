/** What is shown of a person wherever one is named. */
interface Named {
  readonly displayName: string;
  readonly handle: string;
  readonly avatarUrl?: string | undefined;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(name: string): string {
  const [first] = segmenter.segment(name.trim());
  return (first?.segment ?? '?').toLocaleUpperCase();
}

/** One of four tones, the same one for a person everywhere. */
function toneOf(handle: string): number {
  let sum = 0;
  for (const letter of handle) sum += letter.codePointAt(0) ?? 0;
  return sum % 4;
}

/** A picture, or the first letter of the name. Decoration: the name stands beside it. */
export function Avatar({ person, size }: { person: Named; size?: 'small' | 'large' | undefined }) {
  return (
    <span
      class={`avatar avatar-tone-${toneOf(person.handle)} ${size ? `avatar-${size}` : ''}`}
      aria-hidden="true"
    >
      {person.avatarUrl ? (
        <img src={person.avatarUrl} alt="" loading="lazy" decoding="async" />
      ) : (
        firstLetter(person.displayName)
      )}
    </span>
  );
}

/** A name, kept apart from the direction of what surrounds it. */
export function Name({ person }: { person: Named }) {
  return <bdi class="name">{person.displayName}</bdi>;
}

/** A name that leads to the person's page. */
export function NameLink({ person }: { person: Named }) {
  return (
    <a href={`/people/${encodeURIComponent(person.handle)}`}>
      <Name person={person} />
    </a>
  );
}
