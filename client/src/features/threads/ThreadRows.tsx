import type { Slots } from '../../feature.ts';
import { ThreadRow } from './ThreadRow.tsx';
import './threads.css';

/** Threads as a list, in pages of other features. */
export function ThreadRows({ threads }: Slots['thread-rows']) {
  return (
    <ul class="list">
      {threads.map((thread) => (
        <li key={thread.id}>
          <ThreadRow thread={thread} />
        </li>
      ))}
    </ul>
  );
}
