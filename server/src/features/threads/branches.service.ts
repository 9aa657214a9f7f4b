import { branchRoutes, mostBranches } from '@jembatan/shared/branches.contract';
import type { ThreadId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { Connection } from 'mongoose';
import type * as z from 'zod/mini';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Actor } from '../../kernel/actor.ts';
import { canReadPost, seesAnswers } from '../../permissions/threads.rules.ts';
import {
  type Branch,
  type BranchesRepository,
  createBranchesRepository,
} from './branches.repository.ts';
import type { PostsRepository } from './posts.repository.ts';
import type { TermsOf } from './terms.service.ts';
import type { ThreadAccess } from './threads.access.ts';
import { peopleOf, toPostView, toThreadView } from './threads.views.ts';
import type { UnreadService } from './unread.service.ts';

export interface BranchesDeps {
  access: ThreadAccess;
  branches: BranchesRepository;
  posts: Pick<PostsRepository, 'listNumbers'>;
  unread: UnreadService;
  termsOf: TermsOf;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

type Query = z.output<typeof branchRoutes.listBranches.query>;

/** So many answers come along with each post of a page, and so many with each of these. */
const along = [3, 2] as const;

interface Tree {
  numbers: number[];
  more: { of: number; after: number }[];
}

/** Keeps so many answers of each post, and says where there are more. */
function cut(found: readonly Branch[], limit: number): Tree {
  const byPost = new Map<number, number[]>();
  for (const { of, number } of found) byPost.set(of, [...(byPost.get(of) ?? []), number]);
  const tree: Tree = { numbers: [], more: [] };
  for (const [of, all] of byPost) {
    const kept = all.slice(0, limit);
    tree.numbers.push(...kept);
    if (all.length > limit) tree.more.push({ of, after: kept.at(-1) ?? 0 });
  }
  return tree;
}

/** A thread by its branches: a page costs the same wherever in the thread, and however wide or deep it is. */
function createBranchesService(deps: BranchesDeps) {
  const { branches } = deps;

  async function grow(threadId: ThreadId, { of, after, limit }: Query): Promise<Tree> {
    const first = cut(await branches.answersTo(threadId, { of, after, limit }), limit);
    const tree: Tree = { numbers: [...first.numbers], more: [...first.more] };
    let level = first.numbers;
    // The last look only asks whether there is anything.
    for (const most of [...along, 0]) {
      const next = cut(await branches.firstAnswersTo(threadId, level, most), most);
      tree.numbers.push(...next.numbers);
      tree.more.push(...next.more);
      level = next.numbers;
    }
    return tree;
  }

  return async function listBranches(actor: Actor, threadId: ThreadId, query: Query) {
    const at = await deps.access.getReadableThread(actor, threadId);
    const tree = await grow(at.thread.id, { ...query, limit: Math.min(query.limit, mostBranches) });
    const self = query.self !== undefined && query.of > 0 ? [query.of] : [];
    const all = await deps.posts.listNumbers(at.thread.id, [...self, ...tree.numbers]);
    const found = all.filter((post) => canReadPost(actor, at, post));
    const [people, facts, terms] = await Promise.all([
      deps.peopleById(peopleOf(found, at.thread.authorId)),
      deps.unread.factsOf(actor, [at.thread]),
      deps.termsOf(actor, at),
    ]);
    const read = facts.get(at.thread.id) ?? { reading: null, unread: 0 };
    return {
      items: found.map((post) => toPostView(actor, at, { post, people })),
      people,
      more: seesAnswers(actor, at) ? tree.more : [],
      lastSeq: at.thread.lastSeq,
      thread: { ...toThreadView(actor, at, { people, ...read }), ...terms },
    };
  };
}

export function mountBranches(
  router: RouteBinder,
  { connection, ...deps }: Omit<BranchesDeps, 'branches'> & { connection: Connection },
): void {
  const listBranches = createBranchesService({
    ...deps,
    branches: createBranchesRepository(connection),
  });
  router.bind(branchRoutes.listBranches, ({ actor, params, query }) =>
    listBranches(actor, params.id, query),
  );
}
