import { slugOf } from '../../text/slug.ts';
import { prefixTermsOf, termsOf } from '../../text/terms.ts';
import type { Community, Space } from '../communities/index.ts';
import type { Session } from '../sessions/index.ts';
import type { Post, Thread } from '../threads/index.ts';
import type { StoredFile } from '../uploads/index.ts';
import type { Findable } from './findables.repository.ts';

export type Entry = Findable & { terms: string[] };

/** Raise it when the same things would give other entries: they are all made again. */
export const namesVersion = 1;

/** A long text gives its first words; a name gives the beginnings of all of its own. */
const maxTerms = 600;

function entryOf(thing: Findable, { also = '' }: { also?: string } = {}): Entry {
  const terms = new Set([...prefixTermsOf(thing.name), ...termsOf(also)]);
  return { ...thing, terms: [...terms].slice(0, maxTerms) };
}

export function ofCommunity(community: Community): Entry {
  const { id, name, slug, description, parentId, createdAt } = community;
  const thing = { kind: 'community' as const, ref: id, place: id, name, slug, at: createdAt };
  const near = { within: parentId, communityId: parentId ?? id };
  return entryOf({ ...thing, ...near }, { also: description });
}

export function ofSpace({ id, communityId, name, slug, createdAt }: Space): Entry {
  const thing = { kind: 'space' as const, ref: id, place: id, name, slug, at: createdAt };
  return entryOf({ ...thing, within: communityId, communityId });
}

export function ofSession({ id, communityId, title, agenda, startsAt }: Session): Entry {
  const thing = { kind: 'session' as const, ref: id, place: communityId, within: communityId };
  return entryOf({ ...thing, communityId, name: title, at: startsAt }, { also: agenda });
}

const standsIn = ({ id, spaceId, communityId, groupId }: Thread) => ({
  ...{ place: spaceId, spaceId, communityId, groupId, threadId: id, within: spaceId },
});

export function ofThread(thread: Thread): Entry {
  const { id, title, createdAt } = thread;
  const named = { name: title, slug: slugOf(title), at: createdAt };
  return entryOf({ kind: 'thread', ref: id, ...standsIn(thread), ...named });
}

/** Tags of a thread; what stands in it for some only names none. */
export function tagsOf(thread: Thread): Entry[] {
  const { spaceId, tags, hidden, groupId, opensAt, createdAt } = thread;
  if (hidden || groupId || opensAt) return [];
  return tags.map((name) =>
    entryOf({ kind: 'tag', ref: spaceId, place: spaceId, spaceId, name, at: createdAt }),
  );
}

const shownPicture = /<img\b[^>]*>/g;

/** What a post says of the pictures it shows. */
function alternativeOf(html: string, fileId: string): string {
  const said = [...html.matchAll(shownPicture)]
    .map(([image]) => image)
    .filter((image) => image.includes(fileId))
    .map((image) => / alt="([^"]*)"/.exec(image)?.[1] ?? '');
  return said.join('\n');
}

/** A file as one post shows it. */
export function ofFile(file: StoredFile, post: Post, thread: Thread): Entry {
  const thing = { kind: 'file' as const, ref: file.id, ...standsIn(thread), postId: post.id };
  const also = [file.name, alternativeOf(post.html, file.id)].join('\n');
  return entryOf(
    { ...thing, name: file.name.replace(/\.[^.]+$/, ''), at: post.createdAt },
    { also },
  );
}
