import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { LinkPreview } from '@jembatan/shared/threads.view';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Limiter } from '../../platform/limiter.ts';
import { linksOfHtml } from '../../text/html-links.ts';
import type { Threads } from '../threads/index.ts';
import { createLanes } from './lanes.ts';
import { type LookingUp, previewIdOf } from './looking-up.ts';
import type { LinkFacts, PreviewsRepository } from './previews.repository.ts';

export interface PreviewingDeps {
  bus: EventBus;
  logger: Logger;
  threads: Pick<Threads, 'posts' | 'previewing'>;
  previews: PreviewsRepository;
  looking: LookingUp;
  /** Addresses a person may have looked up, and all people together. */
  perPerson: Limiter;
  inAll: Limiter;
  /** The hub's own address: its pages need no previews. */
  publicUrl: string | null;
}

/** Previews of one post. */
const most = 3;

/** Makes previews after a post is there: writing never waits for the web. */
export function createPreviewing(deps: PreviewingDeps) {
  const { bus, logger, threads, previews, looking } = deps;
  const lanes = createLanes({ lanes: 4, waiting: 500 });

  const isOwn = (address: string) =>
    deps.publicUrl !== null && address.startsWith(`${deps.publicUrl}/`);

  async function factsOf(address: string, authorId: PersonId): Promise<LinkFacts | null> {
    const known = await looking.known(address);
    if (known !== undefined) return known;
    await deps.perPerson.take(authorId);
    await deps.inAll.take('all');
    return looking.lookUp(address);
  }

  async function previewOf(address: string, authorId: PersonId): Promise<LinkPreview | null> {
    const facts = await factsOf(address, authorId);
    return facts && toPreview(address, facts);
  }

  async function linksIn(html: string, communityId: CommunityId): Promise<string[]> {
    const links = linksOfHtml(html, most + 3).filter((link) => !isOwn(link));
    if (links.length === 0 || !(await previews.isAllowed(communityId))) return [];
    return links.slice(0, most);
  }

  async function make(postId: string, seq: number): Promise<void> {
    const post = await threads.posts.findAt(postId, seq);
    if (!post || post.deleted || post.hidden) return;
    const unwanted = new Set(post.previewsOff);
    const links = await linksIn(post.html, post.communityId);
    const wanted = links.filter((link) => !unwanted.has(previewIdOf(link)));
    const found = await Promise.all(wanted.map((link) => previewOf(link, post.authorId)));
    await threads.previewing.setPreviews(
      post,
      found.filter((one) => one !== null),
    );
  }

  function later({ postId, seq }: { postId: string; seq: number }): void {
    const added = lanes.add(() =>
      make(postId, seq).catch((err: unknown) =>
        logger.debug({ err, postId }, 'no previews for a post'),
      ),
    );
    if (!added) logger.warn({ postId }, 'too many previews are waiting: a post has none');
  }

  bus.on('post:created', ({ facts }) => later(facts));
  bus.on('post:edited', ({ facts }) => {
    if (facts.cause === 'text') later(facts);
  });

  return { stop: lanes.clear };
}

function toPreview(address: string, { picture, ...facts }: LinkFacts): LinkPreview {
  return {
    id: previewIdOf(address),
    url: address,
    title: facts.title,
    ...(facts.description && { description: facts.description }),
    siteName: facts.siteName || new URL(address).hostname,
    ...(picture && {
      picture: {
        url: `/files/previews/${picture.token}.webp`,
        width: picture.width,
        height: picture.height,
      },
    }),
  };
}
