import type { Calling } from '@jembatan/shared/callings.contract';
import { colourBlocks } from './highlight.ts';
import { directBlocks } from './markdown-direction.ts';
import { engine } from './markdown-engine.ts';
import { type MentionedPerson, nameMentions } from './markdown-mentions.ts';
import {
  type KnownPicture,
  type Pictures,
  pictureIdsIn,
  sizePictures,
} from './markdown-pictures.ts';
import { shapeBlocks } from './markdown-shape.ts';
import { collect } from './markdown-text.ts';
import { plainHtml, sanitize } from './sanitize.ts';

export type { KnownPicture, MentionedPerson, Pictures };

/** Stored with the HTML; raise it when the same source would give other HTML. */
export const renderVersion = 5;

/** More HTML than any honest post makes; beyond it the source is shown as it was typed. */
const maxHtml = 500_000;

/** People a text may name, by folded handle. */
export type People = ReadonlyMap<string, MentionedPerson>;

export interface RenderedMarkdown {
  /** Safe to be put into a page as it is. */
  html: string;
  /** People named outside quotes, each once. */
  mentions: MentionedPerson[];
  /** People whose words the text quotes: the name that opens a quote. */
  quoted: MentionedPerson[];
  /** Web addresses in the text, each once, at most 50. */
  links: string[];
  /** Ids of uploaded files that are shown or linked. */
  files: string[];
  /** The text without markup, quotes and code included: for search. */
  text: string;
  /** The author's own words: quotes are left out unless there is nothing else. For snippets. */
  excerpt: string;
}

/** What else is known of a text. */
export interface Known {
  /** Roles that its author may call by name. */
  callings?: readonly Calling[] | undefined;
  /** Pictures that get a place of their size. */
  pictures?: Pictures;
}

export interface MarkdownDraft {
  /** Folded handles the text may mean: one query answers which of them exist. */
  candidates: string[];
  /** Ids of the files that are shown as pictures. */
  pictures: string[];
  render(people: People, known?: Known): RenderedMarkdown;
}

/**
 * Reads a post's Markdown once. Raw HTML is not Markdown here: it shows as typed. Each block has
 * its own writing direction; code is always left to right.
 */
export function readMarkdown(source: string): MarkdownDraft {
  const env: Record<string, unknown> = {};
  const tokens = engine.parse(source, env);
  shapeBlocks(tokens);
  const named = nameMentions(tokens);
  return {
    candidates: named.candidates,
    pictures: pictureIdsIn(tokens),
    render(people, { callings = [], pictures = new Map() } = {}) {
      const resolved = named.resolve(people, callings);
      sizePictures(resolved, pictures);
      directBlocks(resolved);
      colourBlocks(resolved);
      const html = sanitize(engine.renderer.render(resolved, engine.options, env));
      const safe = html.length > maxHtml ? plainHtml(source) : html;
      return { html: safe, ...collect(resolved) };
    },
  };
}

/** `readMarkdown` for those who already have the people. */
export function renderMarkdown(
  source: string,
  { people = new Map(), ...known }: Known & { people?: People } = {},
): RenderedMarkdown {
  return readMarkdown(source).render(people, known);
}
