import { quoteMarkdown } from '@jembatan/shared/quote';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import type { ThreadDesk } from './post-actions.ts';
import type { ThreadState } from './threads.store.ts';

interface Selection {
  readonly text: string;
  readonly number: number;
  readonly top: number;
  readonly left: number;
}

/** What is selected inside one post's text, and where on the page it ends. */
function readSelection(): Selection | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const at = range.commonAncestorContainer;
  const element = at instanceof Element ? at : at.parentElement;
  const post = element?.closest('.post-text')?.closest<HTMLElement>('.post');
  const text = selection.toString().trim();
  if (!post || !text) return null;
  const box = range.getBoundingClientRect();
  return {
    text,
    number: Number(post.dataset.number),
    top: box.bottom + scrollY + 8,
    left: Math.max(8, Math.min(box.left + scrollX, innerWidth - 140)),
  };
}

interface SelectionQuoteProps {
  readonly desk: ThreadDesk;
  readonly posts: ThreadState['posts'];
}

/** A button below whatever is selected in a post, to quote just that. */
export function SelectionQuote({ desk, posts }: SelectionQuoteProps) {
  const t = useText('threads');
  const [selected, setSelected] = useState<Selection | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const onChange = () => {
      clearTimeout(timer);
      // While the finger still moves the selection changes many times.
      timer = setTimeout(() => setSelected(readSelection()), 250);
    };
    document.addEventListener('selectionchange', onChange);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', onChange);
    };
  }, []);
  if (!selected) return null;
  return (
    <div class="selection-quote" style={{ top: `${selected.top}px`, left: `${selected.left}px` }}>
      <Button
        look="primary"
        icon="quote"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          const { text, number } = selected;
          desk.replyTo.value = number;
          desk.inserted.value = {
            text: quoteMarkdown(text, posts.get(number)?.author).trimEnd(),
          };
          getSelection()?.removeAllRanges();
          setSelected(null);
        }}
      >
        {t('post.quoteSelected')}
      </Button>
    </div>
  );
}
