import { type DraftPlace, type DraftWords, draftRoutes } from '@jembatan/shared/drafts.contract';
import type { PersonId } from '@jembatan/shared/ids';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { DraftsFeatureDeps } from './drafts.deps.ts';
import { createDraftsRepository } from './drafts.repository.ts';
import { createDraftsService } from './drafts.service.ts';
import { createRewrite } from './rewriting.ts';
import { createOver, followPosts } from './sent.ts';

import { newVersion } from './versions.ts';

export { createPlaceLook } from './place-look.ts';

export type Drafts = ReturnType<typeof createDrafts>;
/** What becomes a draft. */
export type DraftWordsToKeep = DraftWords;

/** Saves of one person in a minute: several tabs that save every two seconds. */
const savesPerMinute = 240;

/** What people have begun to write, in step over their devices until it is sent. */
export function createDrafts(deps: DraftsFeatureDeps) {
  const drafts = createDraftsRepository(deps.connection);
  const over = createOver({ ...deps, drafts });
  const rewrite = createRewrite({ ...deps, drafts });
  const saves = deps.createLimiter({ name: 'drafts', points: savesPerMinute, seconds: 60 });
  let broadcaster: Broadcaster | undefined;
  const tell = (personId: PersonId, what: string, writer?: string) =>
    broadcaster?.emit(rooms.person(personId), 'own:changed', {
      what,
      ...(writer !== undefined && { writer }),
    });
  const service = createDraftsService({ ...deps, drafts, over, rewrite, saves, tell });
  followPosts(deps.bus, { drafts, over, rewrite, tell });

  return {
    /** Keeps words that come from elsewhere than a box, beside what is at the place. Throws `kept-full`. */
    async keep(actor: PersonActor, place: DraftPlace, words: DraftWordsToKeep) {
      const key = newVersion();
      await service.save(actor, place, { ...words, key });
      return { takeBack: () => service.remove(actor, place, { key }) };
    },
    mount(router: RouteBinder): void {
      router.bind(draftRoutes.listDrafts, ({ actor, query }) => service.list(actor, query));
      router.bind(draftRoutes.getDraft, ({ actor, params }) => service.get(actor, params));
      router.bind(draftRoutes.saveDraft, ({ actor, params, body }) =>
        service.save(actor, params, body),
      );
      router.bind(draftRoutes.removeDraft, ({ actor, params, query }) =>
        service.remove(actor, params, query),
      );
    },
    announceTo: (to: Broadcaster): void => {
      broadcaster = to;
    },
    createIndexes: drafts.createIndexes,
  };
}
