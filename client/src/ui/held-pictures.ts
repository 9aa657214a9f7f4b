import type { Say } from '../i18n/i18n.ts';
import './held-pictures.css';

const kilobyte = 1_000;

/** How large the picture is, in kB, without loading it; null when the hub does not say. */
async function sizeOf(address: string): Promise<number | null> {
  const answer = await fetch(address, { method: 'HEAD' }).catch(() => null);
  const bytes = Number(answer?.ok ? answer.headers.get('content-length') : null);
  return bytes > 0 ? Math.max(1, Math.round(bytes / kilobyte)) : null;
}

/** Calls once, when the element comes into sight. */
function onSight(element: Element, seen: () => void): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    seen();
  });
  observer.observe(element);
}

/** As in held-pictures.css. */
const leastWidth = 240;

function keepPlace(button: HTMLElement, picture: HTMLImageElement): void {
  const [width, height] = [picture.getAttribute('width'), picture.getAttribute('height')];
  if (!width || !height) return;
  // What comes later must not move what is being read. A narrow one makes room for words beside it.
  if (Number(width) < leastWidth) {
    button.style.blockSize = `${height}px`;
    return;
  }
  button.style.inlineSize = `min(100%, ${width}px)`;
  button.style.aspectRatio = `${width} / ${height}`;
}

/** Versions narrower than this part of what fills the place are too coarse. */
const sharpEnough = 0.7;

/** Loads one version only: the smallest that fills the place, as whoever saves data means it. */
function chooseVersion(picture: HTMLImageElement, place: HTMLElement): string {
  const versions = picture.srcset.split(', ').map((version) => version.split(' '));
  const dots = place.clientWidth * Math.min(2, devicePixelRatio) * sharpEnough;
  const fit = versions.find(([, width = '']) => Number.parseInt(width, 10) >= dots);
  picture.removeAttribute('srcset');
  if (fit?.[0]) picture.src = fit[0];
  return picture.getAttribute('src') ?? '';
}

function hold(picture: HTMLImageElement, say: Say): void {
  const alt = picture.alt.trim();
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'held-picture';
  const label = () => (alt ? say('picture.showNamed', { alt }) : say('picture.show'));
  button.textContent = label();
  keepPlace(button, picture);
  // Until it is shown there is no whole of it to open.
  const shown = picture.closest('a.picture') ?? picture;
  shown.replaceWith(button);
  const address = chooseVersion(picture, button);
  if (address.startsWith('/files/'))
    onSight(button, () => {
      void sizeOf(address).then((size) => {
        if (size !== null) button.textContent = `${label()} (${say('picture.size', { size })})`;
      });
    });
  button.addEventListener('click', (event) => {
    // In a link the picture is shown first; the link is there for the next press.
    event.preventDefault();
    picture.loading = 'eager';
    picture.dataset.shown = '';
    picture.tabIndex = -1;
    button.replaceWith(shown);
    picture.focus({ preventScroll: true });
  });
}

/**
 * Puts a button in the place of every picture: what it shows, how large it is, and
 * a tap loads it. Until then nothing is loaded: pictures are lazy, and while data
 * is saved the style shows none (user-text.css).
 */
export function holdPictures(root: HTMLElement, say: Say): void {
  for (const picture of root.querySelectorAll('img')) hold(picture, say);
}
