import { useEffect } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import type { Resource } from './use-resource.ts';

/** Asks again whenever news may have been missed: reconnect, `resync`, waking from sleep. */
export function useGapReload(resource: Pick<Resource<unknown>, 'reload'>): void {
  const { socket } = useApp();
  const { reload } = resource;
  useEffect(() => socket.onGap(reload), [socket, reload]);
}
