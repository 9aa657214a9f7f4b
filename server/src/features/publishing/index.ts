import type { Reading } from '@jembatan/shared/reading';
import { toAtom } from './atom.ts';
import { type AskedPart, createFeeds } from './feeds.ts';
import { headOf, type PageHead, pathOf } from './heads.ts';
import {
  createReadings,
  type Kind,
  type Part,
  type PlaceKind,
  type ReadingDeps,
} from './readings.ts';
import { createSitemap, type SitemapDeps } from './sitemap.ts';

export type { PageHead } from './heads.ts';
export type { Kind, Part, PlaceKind } from './readings.ts';

export interface AskedFeed extends AskedPart {
  /** Of the hub, without a slash at its end. */
  origin: string;
}

/** A feed, and its plain path. */
export interface FoundFeed {
  text: string;
  path: string;
}

/** A public page: what it shows, what its head says, and its plain path with the slug. */
export interface PublicPage {
  reading: Reading;
  head: PageHead;
  path: string;
}

export type Publishing = ReturnType<typeof createPublishing>;

/** What the hub shows to everybody: pages without script, feeds, and lists for search engines. */
export function createPublishing(deps: ReadingDeps & SitemapDeps) {
  const findReading = createReadings(deps);
  const findFeed = createFeeds({ ...deps, findReading });
  return {
    /** Null when missing or not public, which look the same. */
    async findPage(kind: Kind, id: string, part: Part): Promise<PublicPage | null> {
      const reading = await findReading(kind, id, part);
      return reading && { reading, head: headOf(reading), path: pathOf(reading) };
    },

    /** What is new there, as Atom, from its newest or from where the page before ended; null when missing or not public. */
    async findFeed(kind: PlaceKind, id: string, asked: AskedFeed): Promise<FoundFeed | null> {
      const { origin, ...part } = asked;
      const feed = await findFeed(kind, id, part);
      return feed && { text: toAtom(feed, origin), path: feed.firstPath };
    },

    sitemap: createSitemap(deps),
  };
}
