import type { Plugin, Rolldown } from 'vite';

type Resolve = (
  file: string,
  dependencies: string[],
  context: { readonly hostId: string },
) => string[];

interface LeanPreload {
  readonly plugin: Plugin;
  /** For `build.modulePreload.resolveDependencies`. */
  readonly resolve: Resolve;
}

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>;

/** A file with all it imports, and all those import. */
function withImports(chunks: Chunks, name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of chunks.get(name)?.imports ?? []) withImports(chunks, next, seen);
  return seen;
}

function stylesOf(chunks: Chunks, names: Iterable<string>): Set<string> {
  return new Set(
    [...names].flatMap((name) => [...(chunks.get(name)?.viteMetadata?.importedCss ?? [])]),
  );
}

/**
 * What a later file is asked for together with, without what is there already: what the
 * asking file runs on, and the later file itself, unless a style holds it up. These lists
 * stand in the first file, and every name in them is weight.
 */
export function leanPreload(): LeanPreload {
  let chunks: Chunks = new Map();
  let first = '';
  const resolve: Resolve = (file, dependencies, { hostId }) => {
    const here = withImports(chunks, hostId, withImports(chunks, first));
    const stylesHere = stylesOf(chunks, here);
    const styles = stylesOf(chunks, withImports(chunks, file));
    const waits = [...styles].some((style) => !stylesHere.has(style));
    return dependencies.filter((name) => !here.has(name) && (waits || name !== file));
  };
  const plugin: Plugin = {
    name: 'jembatan-lean-preload',
    apply: 'build',
    generateBundle(_, bundle) {
      const all = Object.values(bundle).filter((file) => file.type === 'chunk');
      chunks = new Map(all.map((chunk) => [chunk.fileName, chunk]));
      first = all.find(({ isEntry }) => isEntry)?.fileName ?? '';
    },
  };
  return { plugin, resolve };
}
