import { randomBytes } from 'node:crypto';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { call } from './hub.ts';
import { seedRegion } from './region.ts';
import { regions } from './regions.ts';

/** Fills a running hub (HUB_URL) with a realistic world, through its public API. */
async function main(): Promise<void> {
  const hubUrl = (process.env.HUB_URL ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');
  const { items } = await call(hubUrl, communityRoutes.listCommunities, {
    query: { limit: '100' },
  });
  const missing = regions.filter((region) => !items.some(({ name }) => name === region.name));
  if (missing.length === 0) return console.log('The demonstration is already there.');
  const password = randomBytes(9).toString('base64url');
  const total = missing.reduce((sum, { declarations }) => sum + declarations.length, 0);
  let written = 0;
  for (const region of missing) {
    const teacher = await seedRegion(region, {
      hubUrl,
      password,
      onThread: () => void (written += 1),
    });
    console.log(
      `${written} of ${total} threads – ${region.name}: sign in as ${teacher.handle}, password ${password}`,
    );
  }
}

await main();
