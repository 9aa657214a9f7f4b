import { pseudonymWords } from '@jembatan/shared/pseudonyms';
import { signal } from '@preact/signals';
import type { I18n } from '../i18n/i18n.ts';
import { useI18n } from '../i18n/use-text.ts';

/** What is shown of a person wherever one is named. */
interface Named {
  readonly displayName: string;
  readonly handle: string;
  readonly avatarUrl?: string | undefined;
  readonly pseudonym?: number | undefined;
}

/** Grows when the words of pseudonyms have come, so that those who show some are drawn again. */
const wordsCame = signal(0);

/** A person's name; a pseudonym in the reader's language, whose words come when the first is shown. */
export function nameOf({ displayName, pseudonym }: Named, i18n: I18n): string {
  if (pseudonym === undefined) return displayName;
  void wordsCame.value;
  const t = i18n.texts('pseudonyms');
  const key = `word.${pseudonym % pseudonymWords}`;
  const word = t(key);
  const count = Math.floor(pseudonym / pseudonymWords);
  if (word !== key) return count ? `${word} ${count + 1}` : word;
  i18n.need('more').then(
    () => {
      wordsCame.value += 1;
    },
    () => undefined,
  );
  return displayName;
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
      class={`avatar avatar-tone-${toneOf(person.handle || person.displayName)} ${size ? `avatar-${size}` : ''}`}
      aria-hidden="true"
    >
      {person.avatarUrl ? (
        <img src={`${person.avatarUrl}?w=160`} alt="" loading="lazy" decoding="async" />
      ) : (
        (person.pseudonym === undefined && firstLetter(person.displayName)) || '🎭'
      )}
    </span>
  );
}

/** A name, kept apart from the direction of what surrounds it. */
export function Name({ person }: { person: Named }) {
  return <bdi class="name">{nameOf(person, useI18n())}</bdi>;
}

/** A name that leads to the person's page. */
export function NameLink({ person }: { person: Named }) {
  // A pseudonym has no page.
  if (person.handle === '') return <Name person={person} />;
  return (
    <a href={`/people/${encodeURIComponent(person.handle)}`}>
      <Name person={person} />
    </a>
  );
}
