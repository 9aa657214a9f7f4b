import type { Calling } from '@jembatan/shared/callings.contract';
import { foldHandle } from '@jembatan/shared/handles';
import type { FileId, PersonId } from '@jembatan/shared/ids';
import { fileId, personId } from '@jembatan/shared/ids';
import type { TextFacts } from '../../permissions/uploads.rules.ts';
import { languageOf } from '../../text/language.ts';
import {
  type Pictures,
  type RenderedMarkdown,
  readMarkdown,
  renderVersion,
} from '../../text/markdown.ts';
import { searchVersion, termsOf } from '../../text/terms.ts';
import type { Person } from '../people/index.ts';

/** Everything that is made from a text when it is written, and kept with it. */
export interface Content {
  body: string;
  html: string;
  renderVersion: number;
  mentions: PersonId[];
  files: FileId[];
  terms: string[];
  searchVersion: number;
  lang: string;
}

export interface ContentDeps {
  findByHandles: (foldedHandles: readonly string[]) => Promise<Person[]>;
  picturesOf: PicturesOf;
}

/** What is known of pictures; of those outside the scope nothing is told. */
export type PicturesOf = (ids: readonly string[], scope: TextFacts) => Promise<Pictures>;

/** What else is searched with the text: title and tags of the thread a first post opens. */
export interface ContentFrame {
  title?: string;
  tags?: readonly string[];
  /** What it asks besides: question and options of its poll. */
  asks?: readonly string[];
  /** Roles that its author may call by name. */
  callings?: readonly Calling[];
  /** Languages of the author, likely first. */
  languages: readonly string[];
  scope: TextFacts;
}

/** Renders a text with the people it names and the pictures it shows. */
export async function renderText(
  { findByHandles, picturesOf }: ContentDeps,
  text: string,
  { scope, callings }: Pick<ContentFrame, 'scope' | 'callings'>,
): Promise<RenderedMarkdown> {
  const draft = readMarkdown(text);
  const { candidates, pictures } = draft;
  const people = candidates.length > 0 ? await findByHandles(candidates) : [];
  return draft.render(new Map(people.map((person) => [foldHandle(person.handle), person])), {
    callings,
    pictures: pictures.length > 0 ? await picturesOf(pictures, scope) : new Map(),
  });
}

/** One form per text: what was saved compares equal when it comes back unchanged (SYNC-2). */
export function normalizeBody(body: string): string {
  return body.replaceAll(/\r\n?/g, '\n').replaceAll('\u0000', '\uFFFD').trimEnd();
}

/** Renders a text and finds whom and what it names. */
export async function makeContent(
  deps: ContentDeps,
  source: string,
  frame: ContentFrame,
): Promise<Content> {
  const body = normalizeBody(source);
  const rendered = await renderText(deps, body, frame);
  return {
    body,
    html: rendered.html,
    renderVersion,
    mentions: rendered.mentions.map(({ id }) => personId.parse(id)),
    files: rendered.files.map((id) => fileId.parse(id)),
    terms: termsOf(
      [frame.title ?? '', ...(frame.tags ?? []), ...(frame.asks ?? []), rendered.text].join('\n'),
    ),
    searchVersion,
    lang: languageOf(rendered.excerpt || rendered.text, frame.languages),
  };
}
