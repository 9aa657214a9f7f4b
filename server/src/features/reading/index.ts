import { choiceRoutes } from '@jembatan/shared/choices.contract';
import { readingRoutes } from '@jembatan/shared/reading.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Broadcaster } from '../../kernel/broadcaster.ts';
import { createBookmarksRepository } from './bookmarks.repository.ts';
import { createBookmarksService } from './bookmarks.service.ts';
import { createChoicesRepository } from './choices.repository.ts';
import { createChoicesService, tellChoices } from './choices.service.ts';
import { createReactionsList } from './reactions-list.ts';
import { createReadAllRepository } from './read-all.repository.ts';
import { createReadAllService } from './read-all.service.ts';
import type { ReadingFeatureDeps } from './reading.deps.ts';
import { createReminders } from './reminders.ts';

/** What a reader keeps and asks besides the posts themselves. */
export function createReading(deps: ReadingFeatureDeps) {
  const bookmarks = createBookmarksRepository(deps.connection);
  const choices = createChoicesRepository(deps.connection);
  const chosen = createChoicesService({ ...deps, choices });
  const readAlls = createReadAllRepository(deps.connection);
  const marks = createBookmarksService({ ...deps, bookmarks });
  const all = createReadAllService({ ...deps, readAlls });
  const listReactions = createReactionsList(deps);
  const reminders = createReminders({ ...deps, bookmarks });

  return {
    mount(router: RouteBinder): void {
      router.bind(readingRoutes.listReactions, ({ actor, params, query }) =>
        listReactions(actor, params.id, query),
      );
      router.bind(choiceRoutes.getChoice, ({ actor, params }) => chosen.get(actor, params.id));
      router.bind(choiceRoutes.setChoice, ({ actor, params, body }) =>
        chosen.set(actor, params.id, body),
      );
      router.bind(readingRoutes.readAll, ({ actor, body }) => all.readAll(actor, body));
      router.bind(readingRoutes.undoReadAll, ({ actor, params }) => all.undo(actor, params.id));
      router.bind(readingRoutes.listBookmarks, ({ actor, query }) => marks.list(actor, query));
      router.bind(readingRoutes.getBookmark, ({ actor, params }) => marks.get(actor, params.id));
      router.bind(readingRoutes.setBookmark, ({ actor, params, body }) =>
        marks.set(actor, params.id, body),
      );
      router.bind(readingRoutes.removeBookmark, ({ actor, params }) =>
        marks.remove(actor, params.id),
      );
    },
    announceTo: (broadcaster: Broadcaster) => tellChoices(deps.bus, broadcaster),
    start: reminders.start,
    stop: reminders.stop,
    createIndexes: async (): Promise<void> => {
      await Promise.all([bookmarks, readAlls, choices].map((one) => one.createIndexes()));
    },
  };
}
