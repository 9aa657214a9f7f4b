import MarkdownIt, { type MarkdownIt as Engine } from 'markdown-it';
import { isSafeAddress } from './addresses.ts';
import { boundBlocks } from './markdown-bounds.ts';
import { htmlRules } from './markdown-html.ts';
import { addMarks } from './markdown-marks.ts';
import { addMath } from './markdown-math.ts';
import { addNotes } from './markdown-notes.ts';
import { addSpoilers } from './markdown-spoiler.ts';

/** Parses and renders, without state: one for the whole program. */
export const engine = createEngine();

function createEngine(): Engine {
  const md = new MarkdownIt({ html: false, linkify: true, breaks: true });
  // Definitions of links would let a short text grow without limit; entities would not show as typed.
  // Joining is left to markdown-mentions.ts, which must still see what was escaped.
  md.disable(['reference', 'entity', 'html_block', 'html_inline', 'text_join']);
  // `readme.md` and `main.py` are no addresses; an address says its scheme.
  md.linkify.set({ fuzzyLink: false, fuzzyIP: false, fuzzyEmail: true });
  md.validateLink = isSafeAddress;
  // As typed: decoding could show other letters than those that are opened.
  md.normalizeLinkText = (address) => address;
  addSpoilers(md);
  addMath(md);
  addNotes(md);
  addMarks(md);
  boundBlocks(md);
  Object.assign(md.renderer.rules, htmlRules);
  return md;
}
