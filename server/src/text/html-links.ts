import { type Calling, calling } from '@jembatan/shared/callings.contract';

const tag = /<(\/?)(blockquote|details|a)\b([^<>]*)>(@?)/g;

const entities: Record<string, string> = { '&amp;': '&', '&#39;': "'", '&quot;': '"' };

/**
 * Web addresses that a post, whose HTML `renderMarkdown` made, links to in its author's own words:
 * not in quotes, nor behind a press. Each once, in order, at most `most`.
 */
export function linksOfHtml(html: string, most: number): string[] {
  const links = new Set<string>();
  let aside = 0;
  for (const [, closing, name, attributes = ''] of html.matchAll(tag)) {
    if (name !== 'a') aside += closing ? -1 : 1;
    else if (aside === 0 && !closing) addLink(links, attributes);
    if (links.size >= most) break;
  }
  return [...links];
}

/** Ids of the communities and study groups a post calls by name, like `@Year 9`: in its author's own words. */
export function groupsOfHtml(html: string, most: number): string[] {
  const groups = new Set<string>();
  let aside = 0;
  for (const [, closing, name, attributes = '', at] of html.matchAll(tag)) {
    if (name !== 'a') aside += closing ? -1 : 1;
    const id = at ? / href="\/c\/([0-9a-f]{24})"/.exec(attributes)?.[1] : undefined;
    if (id && aside === 0 && groups.size < most) groups.add(id);
  }
  return [...groups];
}

const called = /<(\/?)(blockquote|details|span)\b([^<>]*)>/g;

/** Whether anything in a post calls a role, quotes included: fast, for every post is asked. */
export const callsRoles = (html: string): boolean => html.includes(' data-calls="');

/** Roles a post calls, each once; in its author's own words alone, unless `everywhere`. */
export function callingsOfHtml(html: string, everywhere = false): Calling[] {
  const found = new Set<Calling>();
  if (!callsRoles(html)) return [];
  let aside = 0;
  for (const [, closing, name, attributes = ''] of html.matchAll(called)) {
    if (name !== 'span') aside += closing ? -1 : 1;
    const one = calling.safeParse(/ data-calls="([a-z]+)"/.exec(attributes)?.[1]);
    if (one.success && (everywhere || aside === 0)) found.add(one.data);
  }
  return [...found];
}

function addLink(links: Set<string>, attributes: string): void {
  const address = / href="(https?:[^"]+)"/i.exec(attributes)?.[1];
  if (address)
    links.add(address.replace(/&(?:amp|#39|quot);/g, (entity) => entities[entity] ?? ''));
}
