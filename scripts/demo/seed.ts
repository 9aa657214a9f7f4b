import { communityRoutes } from '@jembatan/shared/communities.contract';
import { call } from './hub.ts';
import type { Memory } from './memory.ts';
import { seedRegion } from './region.ts';
import { type Region, regions } from './regions.ts';

export interface SeedWishes {
  hubUrl: string;
  memory: Memory;
  /** Called after each region with the number of threads so far and in all. */
  onRegion: (region: Region, progress: { written: number; total: number }) => void;
}

/** Fills a running hub with a realistic world, through its public API. Answers the regions it added to. */
export async function seedHub({ hubUrl, memory, onRegion }: SeedWishes): Promise<Region[]> {
  const missing = await missingRegions(hubUrl, memory);
  const total = missing.reduce((sum, { declarations }) => sum + declarations.length, 0);
  let written = 0;
  for (const region of missing) {
    const onThread = () => {
      written += 1;
    };
    await seedRegion(region, { hubUrl, memory, onThread });
    await memory.finish(region.name);
    onRegion(region, { written, total });
  }
  return missing;
}

async function missingRegions(hubUrl: string, memory: Memory): Promise<Region[]> {
  const { items } = await call(hubUrl, communityRoutes.listCommunities, {
    query: { limit: '100' },
  });
  const names = new Set(items.map(({ name }) => name));
  return regions.filter(({ name, teacher }) => {
    if (memory.isFinished(name)) return false;
    // Without its teacher nobody remembers it: then it is from a run whose memory is lost.
    return memory.handleOf(teacher.name) !== undefined || !names.has(name);
  });
}
