import type { Plugin, Rolldown } from 'vite';

type Chunks = ReadonlyMap<string, readonly string[]>;

function chunksOf(bundle: Rolldown.OutputBundle): Chunks {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  return new Map(chunks.map(({ fileName, imports }) => [fileName, imports]));
}

/** A way from `name` back to a file on the way, or null. */
function ringFrom(chunks: Chunks, name: string, way: readonly string[]): readonly string[] | null {
  if (way.includes(name)) return [...way, name];
  for (const next of chunks.get(name) ?? []) {
    const ring = ringFrom(chunks, next, [...way, name]);
    if (ring) return ring;
  }
  return null;
}

/**
 * Fails the build when files import each other in a ring: one of them would run
 * before what it needs is there. Grouping modules by hand can do that.
 */
export function noRings(): Plugin {
  return {
    name: 'jembatan-no-rings',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = chunksOf(bundle);
      for (const name of chunks.keys()) {
        const ring = ringFrom(chunks, name, []);
        if (ring)
          this.error(`files in a ring, see the groups in vite.config.ts: ${ring.join(' → ')}`);
      }
    },
  };
}
