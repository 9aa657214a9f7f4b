import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { leanPreload } from './vite/lean-preload.ts';
import { noRings } from './vite/no-rings.ts';
import { packed } from './vite/packed.ts';
import { pureContracts } from './vite/pure-contracts.ts';
import { serviceWorker } from './vite/service-worker.ts';
import { slimEngine } from './vite/slim-engine.ts';
import { texts } from './vite/texts.ts';

/** Where `npm run dev` finds the server; the built client is served by the server itself. */
const server = process.env.DEV_SERVER ?? 'http://127.0.0.1:3000';

/**
 * What every page needs, in one file: many small ones are slow on a slow line. What
 * these import and is used anywhere must be among them, or the build says so.
 */
const base = [
  /node_modules\/(?:preact|preact-iso|@preact)\//,
  /client\/src\/(?:i18n\/(?!spoken)|schema\/|state\/(?!drafts))/,
  /client\/src\/net\/(?!socket-io|long-polling|upload)/,
  /client\/src\/frame\/(?!Preferences|NotificationRow|MoreButton|use-pages)/,
  /client\/src\/ui\/(?!rich|Field|LanguagesField|Tabs|held|(?:more|all)-icons)/,
  /shared\/src\/(?:errors|ids|limits|paging|text|contract\/\w+|app\.protocol|(?:sessions|threads)\.view|translation\.events|polls\.events|private-replies\.events|own\.events|tags\.events|kinds\.events)\.ts/,
  /shared\/src\/(?:auth|people|notifications|presence|threads)\.contract\.ts/,
  /client\/src\/app-context\.ts|vite\/preload-helper/,
];
const groups = [
  { name: 'base', test: (id: string) => base.some((part) => part.test(id)) },
  // What a thread begins with and what comes after it goes on with.
  {
    name: 'thread',
    test: /client\/src\/features\/threads\/(?:ThreadPosts|PostCard|PostHead|NewPostsPill|OpenThread|read-position|post-actions|use-(?:reading|spoken-posts|thread-scroll))\.tsx?/,
  },
  {
    name: 'forms',
    test: /client\/src\/(?:ui\/(?:Field|Tabs)|frame\/(?:Preferences|NotificationRow))/,
  },
];

const lean = leanPreload();

export default defineConfig({
  root: import.meta.dirname,
  resolve: { alias: { 'zod/mini': join(import.meta.dirname, 'src/schema/mini.ts') } },
  plugins: [
    preact(),
    texts(),
    pureContracts(),
    slimEngine(),
    noRings(),
    lean.plugin,
    packed(),
    serviceWorker(import.meta.dirname),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    // A data: address in a style would ask for a wider content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: lean.resolve },
    rolldownOptions: {
      output: { codeSplitting: { includeDependenciesRecursively: false, groups } },
    },
  },
  server: {
    proxy: {
      '/api': { target: server },
      '/files': { target: server },
      '/socket.io': { target: server, ws: true },
    },
  },
});
