import { type MeView, peopleRoutes } from '@jembatan/shared/people.contract';
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Api } from '../net/http.ts';

/** The signed-in person's own account, asked once after sign-in. */
export interface AccountStore {
  /** Null for visitors and until the first answer. */
  readonly me: ReadonlySignal<MeView | null>;
  load(): Promise<void>;
  /** A newer view, e.g. the answer of a change. */
  accept(me: MeView): void;
  clear(): void;
}

export function createAccountStore(api: Api): AccountStore {
  const me = signal<MeView | null>(null);
  return {
    me,
    load: async () => {
      me.value = await api(peopleRoutes.getMe, {});
    },
    accept: (next) => {
      me.value = next;
    },
    clear: () => {
      me.value = null;
    },
  };
}
