import type { ComponentChildren } from 'preact';
import type { Resource } from '../state/use-resource.ts';
import { ErrorNote, Skeleton } from '../ui/States.tsx';
import { NotFound } from './NotFound.tsx';

interface LoadedProps<T> {
  readonly resource: Resource<T>;
  readonly children: (value: T) => ComponentChildren;
  /** The resource is the page itself: missing means the neutral "not found". */
  readonly page?: boolean;
}

/** A resource's value, or what to see while it is coming or when it does not come. */
export function Loaded<T>({ resource, children, page }: LoadedProps<T>) {
  const { value, error, reload } = resource;
  if (value !== undefined) return <>{children(value)}</>;
  if (page && (error?.code === 'not-found' || error?.code === 'signed-out')) return <NotFound />;
  const body = error ? <ErrorNote error={error} onRetry={reload} /> : <Skeleton />;
  return page ? <div class="content">{body}</div> : body;
}
