import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import * as z from 'zod';
import { pack } from './packed.ts';
import { pureContracts } from './pure-contracts.ts';

const chunk = z.object({
  file: z.string(),
  css: z.optional(z.array(z.string())),
  imports: z.optional(z.array(z.string())),
  dynamicImports: z.optional(z.array(z.string())),
});
type Chunks = Readonly<Record<string, z.infer<typeof chunk>>>;

/** What a person opens without a network; the room, people and moderation need one. */
const taken = new RegExp(
  `^(?:index\\.html|src/(?:${[
    'features/(?:home|communities|threads|spaces|reading|previews|offline)/(?!New|Invitations|Members|Settings|Rights|Arrange)',
    'frame/',
    'net/socket-io',
    // Without what draws formulas: their source reads as well, and it is large.
    'ui/(?!rich/maths)',
  ].join('|')}).*)$`,
);
const room = /^src\/features\/rooms\//;
const texts = /^virtual:texts\/([a-z-]+)(?:\/(?:writing|more))?$/;

/** The chunks that those named bring with them, and the parts they load later if they are taken along too. */
function closure(chunks: Chunks, keys: readonly string[], which: RegExp): Set<string> {
  const seen = new Set<string>();
  const waiting = [...keys];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const one = chunks[key];
    if (!one || seen.has(key)) continue;
    seen.add(key);
    waiting.push(...(one.imports ?? []));
    waiting.push(...(one.dynamicImports ?? []).filter((later) => which.test(later)));
  }
  return seen;
}

function filesOf(chunks: Chunks, keys: Iterable<string>): string[] {
  const files = [...keys].flatMap((key) => [chunks[key]?.file ?? '', ...(chunks[key]?.css ?? [])]);
  return [...new Set(files)].filter((file) => /\.(?:js|css)$/.test(file)).map((file) => `/${file}`);
}

/** The small files every page asks for by name. */
const byName = ['/first.js', '/icons/icon.svg', '/manifest.webmanifest'];

/** What the service worker has to know of this build. */
function appFiles(bundle: Rolldown.OutputBundle) {
  const manifest = bundle['.vite/manifest.json'];
  if (manifest?.type !== 'asset') throw new Error('the service worker needs the manifest');
  const chunks = z.record(z.string(), chunk).parse(JSON.parse(String(manifest.source)));
  const files = filesOf(chunks, closure(chunks, ['index.html'], taken));
  const rooms = Object.keys(chunks).filter((key) => room.test(key));
  const roomFiles = filesOf(chunks, closure(chunks, rooms, room));
  const byLanguage: Record<string, string[]> = {};
  for (const key of Object.keys(chunks)) {
    const language = texts.exec(key)?.[1];
    if (language)
      byLanguage[language] = [...(byLanguage[language] ?? []), ...filesOf(chunks, [key])];
  }
  const version = createHash('sha256').update(JSON.stringify(chunks)).digest('hex').slice(0, 12);
  return {
    version,
    files: [...byName, ...files],
    room: roomFiles.filter((file) => !files.includes(file)),
    texts: byLanguage,
  };
}

/**
 * Builds `sw.js` beside the client: one plain script, since not every browser
 * takes modules there, with the names of the files it is to keep.
 */
export function serviceWorker(root: string): Plugin {
  return {
    name: 'jembatan-service-worker',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      await build({
        configFile: false,
        logLevel: 'warn',
        root,
        publicDir: false,
        resolve: { alias: { 'zod/mini': join(root, 'src/schema/mini.ts') } },
        define: { __APP_FILES__: JSON.stringify(appFiles(bundle)) },
        plugins: [pureContracts()],
        build: {
          outDir: dir,
          emptyOutDir: false,
          target: ['chrome109', 'firefox115', 'safari16.4'],
          rolldownOptions: {
            input: join(root, 'src/worker/sw.ts'),
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      });
      await pack(join(dir, 'sw.js'));
    },
  };
}
