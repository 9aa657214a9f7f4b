import type { Calling } from '@jembatan/shared/callings.contract';
import { findMentions, type MentionSite, resolveMentions } from '@jembatan/shared/mentions';
import type { Token } from 'markdown-it';
import { escapeHtml } from './sanitize.ts';

/** Somebody who can be named: the id goes into the HTML, the handle is what shows without script. */
export interface MentionedPerson {
  readonly id: string;
  readonly handle: string;
}

/** Everybody of a role, called by its name. */
interface CalledRole {
  readonly calling: Calling;
}

type Named = ReadonlyMap<string, MentionedPerson | CalledRole>;

export interface NamedTokens {
  candidates: string[];
  /** A name that calls a role means the role, whoever else is called so. */
  resolve(people: ReadonlyMap<string, MentionedPerson>, callings: readonly Calling[]): Token[];
}

/** Different handles a text may ask for; what comes later stays text. */
const maxCandidates = 1_000;
const maxPeople = 50;

type Sites = Map<Token, MentionSite[]>;

/** Finds where parsed Markdown may name people: in text, not in code, links or what was escaped. */
export function nameMentions(tokens: Token[]): NamedTokens {
  const candidates = new Set<string>();
  const sites: Sites = new Map();
  for (const child of tokens.flatMap(({ children }) => plainTexts(children ?? []))) {
    if (candidates.size >= maxCandidates) break;
    const found = findMentions(child.content);
    if (found.length > 0) sites.set(child, found);
    for (const { handle } of found.flatMap((site) => site.candidates)) candidates.add(handle);
  }
  return {
    candidates: [...candidates].slice(0, maxCandidates),
    resolve: (people, callings) =>
      resolveAll(
        tokens,
        sites,
        new Map<string, MentionedPerson | CalledRole>([
          ...firstPeople(sites, people),
          ...callings.map((calling) => [calling, { calling }] as const),
        ]),
      ),
  };
}

/** Text tokens outside links. */
function plainTexts(children: Token[]): Token[] {
  let links = 0;
  return children.filter(({ type }) => {
    if (type === 'link_open') links += 1;
    if (type === 'link_close') links -= 1;
    return type === 'text' && links === 0;
  });
}

/** The first fifty people named, as nobody means to call a whole school by hand. */
function firstPeople(
  sites: Sites,
  people: ReadonlyMap<string, MentionedPerson>,
): Map<string, MentionedPerson> {
  const ids = new Set<string>();
  const kept = new Map<string, MentionedPerson>();
  for (const found of sites.values()) {
    for (const site of found) {
      const handle = site.candidates.find((candidate) => people.has(candidate.handle))?.handle;
      const person = handle === undefined ? undefined : people.get(handle);
      if (handle === undefined || !person) continue;
      if (ids.size >= maxPeople && !ids.has(person.id)) continue;
      ids.add(person.id);
      kept.set(handle, person);
    }
  }
  return kept;
}

function resolveAll(tokens: Token[], sites: Sites, people: Named): Token[] {
  return tokens.map((token) => {
    if (!token.children) return token;
    const children = token.children.flatMap((child) =>
      split(child, sites.get(child) ?? [], people),
    );
    return Object.assign(copyOf(token), { children });
  });
}

function split(text: Token, sites: MentionSite[], people: Named): Token[] {
  if (text.type === 'text_special') return [textToken(text, text.content)];
  const parts: Token[] = [];
  let from = 0;
  for (const { start, end, person } of resolveMentions(sites, people)) {
    if (start > from) parts.push(textToken(text, text.content.slice(from, start)));
    parts.push('calling' in person ? callingToken(text, person) : mentionToken(text, person));
    from = end;
  }
  if (from === 0) return [text];
  if (from < text.content.length) parts.push(textToken(text, text.content.slice(from)));
  return parts;
}

function copyOf(token: Token): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token)), token);
}

function textToken(model: Token, content: string): Token {
  return Object.assign(copyOf(model), { type: 'text', content });
}

function mentionToken(model: Token, person: MentionedPerson): Token {
  return Object.assign(copyOf(model), {
    type: 'mention',
    content: `@${person.handle}`,
    meta: { person },
  });
}

function callingToken(model: Token, { calling }: CalledRole): Token {
  return Object.assign(copyOf(model), { type: 'calling', content: `@${calling}`, meta: null });
}

/** A called role. The page says it in the reader's language; without script its name stays. */
export const callingHtml = (name: string) =>
  `<span class="mention" data-calls="${escapeHtml(name.slice(1))}"><bdi>${escapeHtml(name)}</bdi></span>`;

/** The person of a mention token. */
export function personOf(token: Token): MentionedPerson | null {
  const person = token.type === 'mention' ? token.meta?.person : undefined;
  return isPerson(person) ? person : null;
}

function isPerson(value: unknown): value is MentionedPerson {
  return typeof value === 'object' && value !== null && 'id' in value && 'handle' in value;
}

/**
 * A link to the person. The page puts the present display name into the `bdi`, found by the id;
 * without script the handle stays.
 */
export function mentionHtml(person: MentionedPerson): string {
  const address = `/people/${encodeURIComponent(person.handle)}`;
  return `<a class="mention" data-person="${escapeHtml(person.id)}" href="${escapeHtml(address)}"><bdi>@${escapeHtml(person.handle)}</bdi></a>`;
}
