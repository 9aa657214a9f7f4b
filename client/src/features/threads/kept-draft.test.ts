import { describe, expect, it } from 'vitest';
import type { Draft, Drafts } from '../../state/drafts.ts';
import { KeptDraft } from './kept-draft.ts';

function device(): Drafts & { readonly texts: () => string[] } {
  const kept = new Map<string, Draft>();
  return {
    read: (place) => kept.get(place) ?? null,
    write: (place, draft) => void kept.set(place, draft),
    remove: (place) => void kept.delete(place),
    texts: () => [...kept.values()].map((draft) => draft.text),
  };
}

function type(draft: KeptDraft, text: string): void {
  draft.change(text);
  draft.keep();
}

describe('drafts', () => {
  it('are there again with their key, until they are sent', () => {
    const drafts = device();
    const first = new KeptDraft(drafts, 'thread:1');
    type(first, 'half a thought');
    const again = new KeptDraft(drafts, 'thread:1');
    expect([again.text, again.key]).toEqual(['half a thought', first.key]);
    again.clear();
    expect(again.text).toBe('');
    expect(again.key).not.toBe(first.key);
    expect(drafts.texts()).toEqual([]);
  });

  it('of two tabs stay on the device both, and come back one after the other', () => {
    const drafts = device();
    const one = new KeptDraft(drafts, 'thread:1');
    const two = new KeptDraft(drafts, 'thread:1');
    type(one, 'from the first tab');
    type(two, 'from the second tab');
    expect(drafts.texts().sort()).toEqual(['from the first tab', 'from the second tab']);
    const later = new KeptDraft(drafts, 'thread:1');
    expect(later.text).toBe('from the second tab');
    later.clear();
    expect(new KeptDraft(drafts, 'thread:1').text).toBe('from the first tab');
  });

  it('that are sent in one tab take nothing from the other', () => {
    const drafts = device();
    const one = new KeptDraft(drafts, 'thread:1');
    type(one, 'sent soon');
    const two = new KeptDraft(drafts, 'thread:1');
    type(two, 'sent soon, and more');
    one.clear();
    expect(drafts.texts()).toContain('sent soon, and more');
  });

  it('start with the text to be changed, which is no draft yet', () => {
    const drafts = device();
    const edit = new KeptDraft(drafts, 'post:1', 'as it is saved');
    edit.keep();
    expect(drafts.texts()).toEqual([]);
    type(edit, 'as it shall be');
    expect(drafts.texts()).toEqual(['as it shall be']);
  });
});
