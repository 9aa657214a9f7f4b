import type { PeopleById } from '@jembatan/shared/people.contract';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useI18n, useText } from '../i18n/use-text.ts';
import './user-text.css';

interface UserTextProps {
  /** The server's safe HTML, rendered when the text was written. */
  readonly html: string;
  /** People that `<a data-person>` in the HTML names, by id. */
  readonly people: PeopleById;
  /** Language of the text, `und` where nobody knows. */
  readonly lang?: string | undefined;
  readonly class?: string | undefined;
}

/** Names today's name and page of everybody who is mentioned. */
function fillPeople(root: HTMLElement, people: PeopleById): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>('a[data-person]')) {
    const person = people[link.dataset.person ?? ''];
    if (!person) continue;
    link.href = `/people/${encodeURIComponent(person.handle)}`;
    link.textContent = `@${person.displayName}`;
    link.dir = 'auto';
  }
}

/** Links that lead out of the hub or to a file leave this page where it is. */
function openAside(root: HTMLElement): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const leaves =
      link.origin !== location.origin ||
      link.pathname.startsWith('/files/') ||
      link.pathname.includes('/files/');
    if (!leaves) continue;
    link.target = '_blank';
    link.rel = 'noopener nofollow ugc';
  }
}

/** Times, spoilers, notes, tables, formulas and coloured code. */
const rich = /<(?:time|details|sup|div|span)|"math/;

/** What a person wrote: each block in its own direction, code from left to right. */
export function UserText({ html, people, lang, class: own }: UserTextProps) {
  const t = useText('common');
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!root.current) return;
    fillPeople(root.current, people);
    openAside(root.current);
  }, [html, people]);
  useLayoutEffect(() => {
    const { current } = root;
    if (!('saver' in document.documentElement.dataset) || !current?.querySelector('img')) return;
    import('./held-pictures.ts').then(
      ({ holdPictures }) => holdPictures(current, t),
      // Without a network there are no pictures either.
      () => undefined,
    );
  }, [html]);
  const i18n = useI18n();
  useEffect(() => {
    if (!rich.test(html)) return;
    import('./rich/rich-text.ts').then(
      ({ enrich }) => root.current && enrich(root.current, i18n),
      // Without connection the text reads as the server made it.
      () => undefined,
    );
  }, [html, i18n.language.value, i18n.zone.value]);
  return (
    <div
      ref={root}
      class={own ? `user-text ${own}` : 'user-text'}
      dir="auto"
      lang={lang && lang !== 'und' ? lang : undefined}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
