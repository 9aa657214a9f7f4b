import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReaderModule, Reading } from '@jembatan/shared/reading';
import type { Logger } from '../kernel/logger.ts';

export interface Reader {
  draw: ReaderModule['draw'];
  /** Paths of the styles that a page needs. */
  stylesOf(reading: Reading): readonly string[];
}

/** Chunks of the built client whose styles a page needs, as its manifest names them. */
const chunks: Record<Reading['kind'], readonly string[]> = {
  start: ['src/features/home/StartPage.tsx'],
  communities: ['src/features/communities/CommunitiesPage.tsx'],
  thread: ['src/features/threads/ThreadPage.tsx'],
  space: ['src/features/threads/SpacePage.tsx', 'src/features/spaces/SpaceList.tsx'],
  tag: ['src/features/tags/TagPage.tsx', 'src/features/threads/ThreadRows.tsx'],
  community: ['src/features/communities/CommunityPage.tsx', 'src/features/spaces/SpaceList.tsx'],
};

type Manifest = Record<string, { css?: string[]; imports?: string[] }>;

/** The client's components, built for the server; null where the client is not built. Never rejects. */
export async function loadReader(clientDir: string, logger: Logger): Promise<Reader | null> {
  const file = resolve(clientDir, '.reader/reader.js');
  const manifestFile = resolve(clientDir, '.vite/manifest.json');
  if (!existsSync(file) || !existsSync(manifestFile)) {
    logger.warn({}, 'the client is not built: pages need script to be read');
    return null;
  }
  try {
    return await readerFrom(file, manifestFile);
  } catch (err) {
    logger.error({ err }, 'the built client is broken: pages need script to be read');
    return null;
  }
}

/** Both files are written by the client's build, and by nobody else. */
async function readerFrom(file: string, manifestFile: string): Promise<Reader> {
  const { draw } = (await import(pathToFileURL(file).href)) as ReaderModule;
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
  const polls = stylesIn(manifest, [...chunks.thread, 'src/features/polls/Poll.tsx']);
  const asks = (reading: Reading) =>
    reading.kind === 'thread' && Object.keys(reading.polls).length > 0;
  const styles = {
    start: stylesIn(manifest, chunks.start),
    communities: stylesIn(manifest, chunks.communities),
    thread: stylesIn(manifest, chunks.thread),
    space: stylesIn(manifest, chunks.space),
    community: stylesIn(manifest, chunks.community),
    tag: stylesIn(manifest, chunks.tag),
  };
  return { draw, stylesOf: (reading) => (asks(reading) ? polls : styles[reading.kind]) };
}

/** Of these chunks and all they import, each once; those of the first page are in the shell already. */
function stylesIn(manifest: Manifest, names: readonly string[]): string[] {
  const first = closure(manifest, ['index.html']);
  const all = [...closure(manifest, names)].filter((name) => !first.has(name));
  return [...new Set(all.flatMap((name) => manifest[name]?.css ?? []))].map((css) => `/${css}`);
}

/** What a browser loads with these chunks. */
function closure(manifest: Manifest, names: readonly string[]): Set<string> {
  const seen = new Set(names);
  // A set that grows while it is gone through is gone through to its end.
  for (const name of seen) for (const one of manifest[name]?.imports ?? []) seen.add(one);
  return seen;
}
