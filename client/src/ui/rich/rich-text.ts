import { type Format, formatIn } from '../../i18n/format.ts';
import type { I18n, Say } from '../../i18n/i18n.ts';
import './rich-text.css';

/** The zone's short name at that instant: `WIB`, `GMT+1`. */
function zoneName(locale: string, at: string, zone: string | undefined): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });
  const parts = format.formatToParts(new Date(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

interface Saying {
  readonly t: Say;
  readonly format: Format;
  readonly locale: string;
  readonly zone: string | undefined;
}

/** A time somebody wrote, in the reader's zone; how its author wrote it is in the title. */
function showTimes(root: HTMLElement, { t, format, locale, zone }: Saying): void {
  for (const element of root.querySelectorAll<HTMLTimeElement>('time[data-zone]')) {
    const at = element.dateTime;
    const theirs = element.dataset.zone ?? '';
    if (Number.isNaN(Date.parse(at))) continue;
    const own = { time: format.dayAndTime(at), zone: zoneName(locale, at, zone) };
    element.textContent = t('time.own', own);
    element.title = t('time.authors', { time: format.dayAndTime(at, theirs), zone: theirs });
    element.dir = 'auto';
  }
}

/** What opens at a press says so in the reader's language where its author gave it no title. */
function nameSpoilers(root: HTMLElement, t: Say): void {
  for (const details of root.querySelectorAll('details')) {
    let summary = details.querySelector<HTMLElement>(':scope > summary');
    if (summary && !summary.dataset.own) continue;
    if (!summary) {
      summary = document.createElement('summary');
      summary.dataset.own = 'page';
      details.prepend(summary);
    }
    summary.textContent = t('spoiler');
    summary.dir = 'auto';
  }
}

function nameNotes(root: HTMLElement, t: Say): void {
  for (const link of root.querySelectorAll('sup > a')) {
    const number = /-(\d+)(?:-r)?$/.exec(link.getAttribute('href') ?? '')?.[1] ?? '';
    const isBack = link.textContent === '↩';
    link.setAttribute('aria-label', t(isBack ? 'note.back' : 'note.to', { number }));
  }
}

/** Roles that the text calls, by their names in the reader's language. */
function nameCalls(root: HTMLElement, t: Say): void {
  for (const call of root.querySelectorAll<HTMLElement>('[data-calls]'))
    call.textContent = `@${t(`callings.${call.dataset.calls}`)}`;
}

/** What is wider than the screen scrolls by keyboard too. */
function reachBoxes(root: HTMLElement, t: Say): void {
  for (const box of root.querySelectorAll<HTMLElement>('.table-box')) {
    if (box.scrollWidth <= box.clientWidth) continue;
    box.tabIndex = 0;
    box.setAttribute('role', 'region');
    box.setAttribute('aria-label', t('table'));
  }
}

let watcher: IntersectionObserver | undefined;

/** Formulas are drawn when they come near the screen, by code that is loaded then. */
function watchMaths(root: HTMLElement): void {
  watcher ??= new IntersectionObserver(
    (entries) => {
      const near = entries.filter(({ isIntersecting }) => isIntersecting);
      const formulas = near.map(({ target }) => target);
      for (const formula of formulas) watcher?.unobserve(formula);
      if (formulas.length === 0) return;
      import('./maths.ts').then(
        ({ drawMath }) => formulas.forEach(drawMath),
        // Without connection the TeX stays, which can be read as well.
        () => undefined,
      );
    },
    { rootMargin: '200px' },
  );
  for (const formula of root.querySelectorAll('code.math')) watcher.observe(formula);
}

/** Fits what a text holds besides words to its reader: times, spoilers, notes, tables, formulas. Safe to repeat. */
export async function enrich(root: HTMLElement, i18n: I18n): Promise<void> {
  watchMaths(root);
  await i18n.need('writing');
  const t = i18n.texts('writing');
  const locale = i18n.language.value;
  const zone = i18n.zone.value;
  showTimes(root, { t, locale, zone, format: formatIn(locale, zone) });
  nameSpoilers(root, t);
  nameNotes(root, t);
  nameCalls(root, t);
  reachBoxes(root, t);
}
