import type { Page } from '@jembatan/shared/paging';
import { type Action, useAction } from '../state/use-action.ts';
import { type Resource, useResource } from '../state/use-resource.ts';

export interface Paged<T> {
  readonly resource: Resource<Page<T>>;
  /** Adds the next page. */
  readonly more: Action<[]>;
}

/** A list that is loaded page by page. `ask` is called with the cursor of the page, undefined for the first. */
export function usePages<T>(
  key: string | null,
  ask: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>,
): Paged<T> {
  const resource = useResource(key, (signal) => ask(undefined, signal));
  const more = useAction(async () => {
    const now = resource.value;
    if (!now?.nextCursor) return;
    const next = await ask(now.nextCursor);
    resource.set({ items: [...now.items, ...next.items], nextCursor: next.nextCursor });
  });
  return { resource, more };
}
