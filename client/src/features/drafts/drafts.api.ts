import {
  type DraftPlace,
  type DraftVersion,
  type DraftView,
  draftRoutes,
} from '@jembatan/shared/drafts.contract';
import { type Api, newKey } from '../../net/http.ts';
import type { Words } from './draft-words.ts';

/** This tab, as it names itself to the hub: its own news tells it nothing. */
export const writer = newKey();

/** Words with what goes along. */
export interface Typed extends Words {
  readonly key: string;
  readonly base: string | null;
  readonly baseRevision?: number | undefined;
}

/** What the hub keeps at one place. All throw AppError. */
export interface DraftDesk {
  get(): Promise<DraftView | null>;
  /** `last`: the page may be gone before the answer comes. */
  save(typed: Typed, last: boolean): Promise<DraftView | null>;
  /** Sent or thrown away: what was kept under the key goes, and later saves under it are refused. */
  end(key: string): Promise<void>;
  drop(version: DraftVersion['version']): Promise<void>;
}

export function draftDesk(api: Api, params: DraftPlace): DraftDesk {
  const remove = (query: { key?: string; version?: string }) =>
    api(draftRoutes.removeDraft, { params, query: { ...query, writer } }, { keepalive: true });
  return {
    get: async () => (await api(draftRoutes.getDraft, { params })).draft,
    save: async ({ baseRevision, ...typed }, last) => {
      const body = { ...typed, writer, ...(baseRevision !== undefined && { baseRevision }) };
      return (await api(draftRoutes.saveDraft, { params, body }, { keepalive: last })).draft;
    },
    end: (key) => remove({ key }),
    drop: (version) => remove({ version }),
  };
}
