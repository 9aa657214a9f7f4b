import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { EditingService } from './editing.service.ts';
import type { FollowingService } from './following.service.ts';
import type { SetLanguage } from './language.service.ts';
import type { ListingService } from './listing.service.ts';
import type { PostPages } from './posts.pages.ts';
import type { ReactionsService } from './reactions.service.ts';
import type { ReadingService } from './reading.service.ts';
import type { RemovalService } from './removal.service.ts';
import type { RevealAuthor } from './revealing.service.ts';
import type { StartingService } from './starting.service.ts';
import type { ThreadsService } from './threads.service.ts';
import type { WritingService } from './writing.service.ts';

export interface ThreadRouteDeps {
  service: ThreadsService;
  starting: StartingService;
  listing: ListingService;
  listFollowed: FollowingService;
  writing: WritingService;
  editing: EditingService;
  removal: RemovalService;
  setReaction: ReactionsService;
  reading: ReadingService;
  listPosts: PostPages;
  revealAuthor: RevealAuthor;
  setLanguage: SetLanguage;
}

export function mountThreads(
  router: RouteBinder,
  {
    service,
    starting,
    listing,
    listFollowed,
    writing,
    editing,
    removal,
    setReaction,
    reading,
    listPosts,
    revealAuthor,
    setLanguage,
  }: ThreadRouteDeps,
): void {
  router.bind(threadRoutes.listThreads, ({ actor, params, query }) =>
    listing.listThreads(actor, params.id, query),
  );
  router.bind(threadRoutes.listFollowed, ({ actor, query }) => listFollowed(actor, query));
  router.bind(threadRoutes.createThread, ({ actor, params, body }) =>
    starting.createThread(actor, params.id, body),
  );
  router.bind(threadRoutes.getThread, ({ actor, params }) => service.getThread(actor, params.id));
  router.bind(threadRoutes.changeThread, ({ actor, params, body }) =>
    service.changeThread(actor, params.id, body),
  );
  router.bind(threadRoutes.listPosts, ({ actor, params, query }) =>
    listPosts(actor, params.id, query),
  );
  router.bind(threadRoutes.createPost, ({ actor, params, body }) =>
    writing.createPost(actor, params.id, body),
  );
  router.bind(threadRoutes.getPost, ({ actor, params }) => writing.getPost(actor, params.id));
  router.bind(threadRoutes.editPost, ({ actor, params, body }) =>
    editing.editPost(actor, params.id, body),
  );
  router.bind(threadRoutes.setPostLanguage, ({ actor, params, body }) =>
    setLanguage(actor, params.id, body.lang),
  );
  router.bind(threadRoutes.deletePost, ({ actor, params }) => removal.deletePost(actor, params.id));
  router.bind(threadRoutes.react, ({ actor, params: { id, emoji } }) =>
    setReaction(actor, id, { emoji, on: true }),
  );
  router.bind(threadRoutes.unreact, ({ actor, params: { id, emoji } }) =>
    setReaction(actor, id, { emoji, on: false }),
  );
  router.bind(threadRoutes.readThread, ({ actor, params, body }) =>
    reading.read(actor, params.id, body.number),
  );
  router.bind(threadRoutes.watchThread, ({ actor, params, body }) =>
    reading.watch(actor, params.id, body.level),
  );
  router.bind(threadRoutes.revealAuthor, ({ actor, params }) => revealAuthor(actor, params.id));
  router.bind(threadRoutes.preview, ({ actor, body }) => writing.preview(actor, body));
}
