import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useText } from '../i18n/use-text.ts';

/** The browser's title and, after moving from page to page, focus on the heading. */
export function useTitle(title: string): void {
  const t = useText('common');
  const whole = title ? t('pageTitle', { title }) : t('appName');
  useEffect(() => {
    document.title = whole;
  }, [whole]);
}

interface PageProps {
  /** The page's one h1, and the browser's title. */
  readonly title: string;
  /** Shown instead of the plain title, inside the h1. */
  readonly heading?: ComponentChildren;
  /** Below the heading. */
  readonly lead?: ComponentChildren;
  readonly width?: 'narrow' | 'wide' | undefined;
  /** The column on the inline end, on wide windows only. */
  readonly context?: ComponentChildren;
  readonly hideHeading?: boolean;
  readonly children?: ComponentChildren;
}

/** The content of a page: its heading, which takes the focus when the page opens, and its body. */
export function Page({ title, heading, lead, width, context, hideHeading, children }: PageProps) {
  useTitle(title);
  const { path } = useLocation();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // At the first load the browser's own start of the page is right.
    if (!document.documentElement.dataset.moved) return;
    head.current?.focus({ preventScroll: true });
  }, [path]);
  const body = (
    <div class={width ? `content content-${width}` : 'content'}>
      <div class={hideHeading ? 'visually-hidden' : 'page-head'}>
        <h1 ref={head} tabIndex={-1} dir={heading ? undefined : 'auto'}>
          {heading ?? title}
        </h1>
        {lead}
      </div>
      {children}
    </div>
  );
  if (!context) return body;
  return (
    <div class="with-context">
      {body}
      <aside class="context">{context}</aside>
    </div>
  );
}
