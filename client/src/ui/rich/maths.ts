import katex from 'katex';
import 'katex/dist/katex.min.css';

/** What a formula may cost: how often its macros unfold, and how large it may call itself, in em. */
const bounds = { maxExpand: 200, maxSize: 20 };

/** Draws a formula in place of its TeX; one that is wrong keeps the TeX and says why. */
export function drawMath(formula: Element): void {
  const tex = formula.textContent ?? '';
  const drawn = document.createElement('span');
  const wide = formula.classList.contains('math-wide');
  try {
    katex.render(tex, drawn, { ...bounds, displayMode: wide, trust: false, strict: 'ignore' });
  } catch (error) {
    formula.setAttribute('title', error instanceof Error ? error.message : String(error));
    return;
  }
  drawn.className = wide ? 'math-drawn math-block' : 'math-drawn';
  drawn.dir = 'ltr';
  const place = formula.parentElement?.tagName === 'PRE' ? formula.parentElement : formula;
  place.replaceWith(drawn);
}
