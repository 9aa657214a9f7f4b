import type { PostView } from '@jembatan/shared/threads.view';
import { signal } from '@preact/signals';

const shown = signal<ReadonlySet<string>>(new Set());

/** Whether a post is read in translation now; what belongs to it follows. */
export const isShownTranslated = ({ id }: Pick<PostView, 'id'>) => shown.value.has(id);

export function noteShown({ id }: Pick<PostView, 'id'>, on: boolean): void {
  const next = new Set(shown.peek());
  if (on) next.add(id);
  else next.delete(id);
  shown.value = next;
}
