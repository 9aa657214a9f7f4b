/**
 * Words people write under instead of their names. A pseudonym is a number: its
 * word by `pseudonymWord`, in every language's own catalogue, and a count behind
 * the word once all words of a thread are taken.
 */
const words = [
  'Otter',
  'Heron',
  'Badger',
  'Lynx',
  'Falcon',
  'Tortoise',
  'Dolphin',
  'Hedgehog',
  'Crane',
  'Gecko',
  'Squirrel',
  'Penguin',
  'Koala',
  'Kingfisher',
  'Seal',
  'Antelope',
  'Owl',
  'Turtle',
  'Panda',
  'Swallow',
  'Zebra',
  'Whale',
  'Butterfly',
  'Camel',
  'Giraffe',
  'Hummingbird',
  'Octopus',
  'Stork',
  'Elephant',
  'Dragonfly',
  'Pelican',
] as const;

/** How many words there are: a prime, so that any step walks through all of them. */
export const pseudonymWords = 31;

export interface PseudonymParts {
  /** Which word of the catalogue. */
  readonly word: number;
  /** Behind the word, from the second time it is used in a thread. */
  readonly count: number | null;
}

export function pseudonymParts(pseudonym: number): PseudonymParts {
  const round = Math.floor(pseudonym / pseudonymWords);
  return { word: pseudonym % pseudonymWords, count: round > 0 ? round + 1 : null };
}

/** The name in English, for readers without a catalogue: feeds, other programs. */
export function englishPseudonym(pseudonym: number): string {
  const { word, count } = pseudonymParts(pseudonym);
  return `${words[word]}${count ? ` ${count}` : ''}`;
}
