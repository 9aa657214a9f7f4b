import { AppError } from '@jembatan/shared/errors';
import type { SearchItem } from '@jembatan/shared/search.contract';
import type { Actor } from '../../kernel/actor.ts';
import { slugOf } from '../../text/slug.ts';
import { snippetOf } from '../../text/snippet.ts';
import type { QueryTerms } from '../../text/terms.ts';
import type { Findable, FindableKind, FindablesRepository } from './findables.repository.ts';
import { maxTotal, type SearchDeps } from './search.deps.ts';

export interface SearchedDeps extends SearchDeps {
  findables: FindablesRepository;
}

/** One kind of thing that is searched by its words. */
export interface Searched {
  kind: FindableKind;
  /** So many are looked at; more are counted as more. */
  limit: number;
  /** Without what the index cannot know not to be readable. */
  keep: (actor: Actor, found: readonly Findable[]) => Promise<readonly Findable[]>;
  order: (found: readonly Findable[], now: Date) => readonly Findable[];
  /** Those still there, as the actor is shown them. */
  show: (actor: Actor, found: readonly Findable[], query: QueryTerms) => Promise<SearchItem[]>;
}

/** Where the words are: in the text, or else in the name. */
function tellingOf(name: string, text: string, query: QueryTerms) {
  const snippet = snippetOf(text, query);
  const named = snippetOf(name, query);
  return snippet.marks.length === 0 && named.marks.length > 0 ? named : snippet;
}

const all: Searched['keep'] = async (_actor, found) => found;
const newestFirst: Searched['order'] = (found) => found;

export function ofCommunities({ names, findables }: SearchedDeps): Searched {
  return {
    ...{ kind: 'community', limit: maxTotal, keep: all, order: newestFirst },
    async show(_actor, found, query) {
      const around = found.flatMap(({ within }) => (within ? [within] : []));
      const [communities, parents] = await Promise.all([
        names.communities(found.map(({ ref }) => ref)),
        findables.namesOf(around.map((id) => ({ kind: 'community' as const, id }))),
      ]);
      const byId = new Map<string, (typeof communities)[number]>(
        communities.map((one) => [one.id, one]),
      );
      return found.flatMap(({ ref }) => {
        const community = byId.get(ref);
        if (!community) return [];
        const { id, name, slug, kind, memberCount, description, parentId } = community;
        const within = parentId && { id: parentId, name: parents.get(parentId) ?? '' };
        return [
          {
            kind: 'community' as const,
            community: { id, name, slug, kind, memberCount, within },
            snippet: tellingOf(name, description, query),
          },
        ];
      });
    },
  };
}

/** What comes next first, then what was last. */
function comingFirst(found: readonly Findable[], now: Date): Findable[] {
  const coming = found.filter(({ at }) => at >= now);
  return [...coming.reverse(), ...found.filter(({ at }) => at < now)];
}

export function ofSessions({ names }: SearchedDeps): Searched {
  return {
    ...{ kind: 'session', limit: maxTotal, keep: all, order: comingFirst },
    async show(actor, found, query) {
      const views = await names.sessionViews(
        actor,
        found.map(({ ref }) => ref),
      );
      return views.map((session) => ({
        kind: 'session' as const,
        session,
        snippet: tellingOf(session.title, session.agenda, query),
      }));
    },
  };
}

/** Each file is asked for by itself whether it may be read: the newest, and no more of them. */
const maxFiles = 100;

export function ofFiles({ names, threads }: SearchedDeps): Searched {
  async function isReadable(actor: Actor, { ref, threadId }: Findable): Promise<boolean> {
    try {
      await threads.access.getReadableThread(actor, threadId ?? '');
      await names.readableFile(actor, ref);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return false;
      throw error;
    }
  }

  return {
    ...{ kind: 'file', limit: maxFiles, order: newestFirst },
    async keep(actor, found) {
      // A file is shown once, where it was shown last.
      const once = new Map(found.toReversed().map((one) => [one.ref, one]));
      const files = found.filter((one) => once.get(one.ref) === one);
      const readable = await Promise.all(files.map((one) => isReadable(actor, one)));
      return files.filter((_one, index) => readable[index]);
    },

    async show(_actor, found, query) {
      const [files, posts, near] = await Promise.all([
        names.fileViews(found.map(({ ref }) => ref)),
        threads.posts.findMany(found.flatMap(({ postId }) => postId ?? [])),
        threads.threads.findMany(found.flatMap(({ threadId }) => threadId ?? [])),
      ]);
      const fileById = new Map<string, (typeof files)[number]>(files.map((one) => [one.id, one]));
      const postById = new Map<string, (typeof posts)[number]>(posts.map((one) => [one.id, one]));
      const threadById = new Map<string, (typeof near)[number]>(near.map((one) => [one.id, one]));
      return found.flatMap(({ ref, postId, threadId }) => {
        const file = fileById.get(ref);
        const post = postById.get(postId ?? '');
        const thread = threadById.get(threadId ?? '');
        if (!file || !thread || !post || post.deleted || post.hidden) return [];
        const { id, title } = thread;
        return [
          {
            kind: 'file' as const,
            file,
            shownIn: { threadId: id, title, slug: slugOf(title), number: post.number },
            snippet: snippetOf(file.name, query),
          },
        ];
      });
    },
  };
}
