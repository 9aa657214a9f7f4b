import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Claims } from '../../kernel/claims.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Fetch } from './door.ts';
import { type PageFacts, readPage } from './page-facts.ts';
import type { LinkFacts, PreviewsRepository } from './previews.repository.ts';

export interface LookingUpDeps {
  fetch: Fetch;
  previews: PreviewsRepository;
  claims: Claims;
  clock: Clock;
  /** A small picture, made anew; null for what is none. */
  thumbnailOf: (bytes: Buffer) => Promise<{ bytes: Buffer; width: number; height: number } | null>;
}

const page = { types: /^(?:text\/html|application\/xhtml\+xml)\b/i, maxBytes: 256_000 };
const picture = { types: /^image\/(?:png|jpe?g|webp|gif|avif)\b/i, maxBytes: 2_000_000 };

/** How long an answer stands, in milliseconds; what failed is tried again sooner. */
const lifetimeMs = { found: 7 * 86_400_000, nothing: 3_600_000 };
/** One server asks; the others wait this long for what it finds. */
const claimMs = 12_000;
const lookAgainMs = 300;

export const previewIdOf = (address: string): string =>
  createHash('sha256').update(address).digest('hex').slice(0, 24);

/** One request per address for the whole hub, however many people link to it. */
export function createLookingUp(deps: LookingUpDeps) {
  const { fetch, previews, claims, clock } = deps;
  const underWay = new Map<string, Promise<LinkFacts | null>>();

  async function keepPicture(address: string): Promise<LinkFacts['picture']> {
    const found = address === '' ? null : await fetch(address, picture);
    const small = found && (await deps.thumbnailOf(found.bytes));
    if (!small) return null;
    const token = randomBytes(18).toString('base64url');
    await previews.keepPicture(token, small.bytes);
    return { token, width: small.width, height: small.height };
  }

  async function withPicture({ picture: address, ...facts }: PageFacts): Promise<LinkFacts> {
    return { ...facts, picture: await keepPicture(address) };
  }

  async function ask(id: string, address: string): Promise<LinkFacts | null> {
    const found = await fetch(address, page);
    const said = found && readPage(found);
    const facts = said ? await withPicture(said) : null;
    const lifetime = facts ? lifetimeMs.found : lifetimeMs.nothing;
    await previews.keep(id, facts, new Date(clock.now().getTime() + lifetime));
    return facts;
  }

  async function waitFor(id: string): Promise<LinkFacts | null> {
    for (let waited = 0; waited < claimMs; waited += lookAgainMs) {
      await sleep(lookAgainMs, undefined, { ref: false });
      const found = await previews.find(id, clock.now());
      if (found !== undefined) return found;
    }
    return null;
  }

  async function askOnce(id: string, address: string): Promise<LinkFacts | null> {
    const work = `preview:${id}`;
    if (!(await claims.take(work, claimMs))) return waitFor(id);
    try {
      // Whoever had the claim just now may have found it since we looked.
      const found = await previews.find(id, clock.now());
      return found === undefined ? await ask(id, address) : found;
    } finally {
      await claims.release(work);
    }
  }

  return {
    known: (address: string) => previews.find(previewIdOf(address), clock.now()),

    /** What an address says of itself; asks it only when nobody has asked lately. */
    async lookUp(address: string): Promise<LinkFacts | null> {
      const id = previewIdOf(address);
      const now = underWay.get(id) ?? askOnce(id, address);
      underWay.set(id, now);
      try {
        return await now;
      } finally {
        underWay.delete(id);
      }
    },
  };
}

export type LookingUp = ReturnType<typeof createLookingUp>;
