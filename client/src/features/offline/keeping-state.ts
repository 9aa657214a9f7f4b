import { signal } from '@preact/signals';
import type { ToWorker } from '../../kept/worker-messages.ts';

/** What the lines at the page's end have to say. */
export interface KeepingState {
  /** What is shown was kept then (milliseconds since 1970); null while it is the hub's own. */
  readonly asOf: number | null;
  /** The path of a page whose code is not on this device, while the hub is out of reach. */
  readonly missing: string | null;
  /** A newer version of the app is here than this page runs. */
  readonly isOutdated: boolean;
}

export const keeping = signal<KeepingState>({ asOf: null, missing: null, isOutdated: false });

export function tellWorker(message: ToWorker): void {
  navigator.serviceWorker?.controller?.postMessage(message);
}
