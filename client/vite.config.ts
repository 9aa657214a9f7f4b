import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { pureContracts } from './vite/pure-contracts.ts';
import { texts } from './vite/texts.ts';

/** Where `npm run dev` finds the server; the built client is served by the server itself. */
const server = process.env['DEV_SERVER'] ?? 'http://127.0.0.1:3000';

/** What every page needs, in one file: many small ones are slow on a slow line. */
const base =
  /client\/src\/(?:ui|frame|state|i18n|net)\/(?!socket-io)|node_modules\/(?:preact|preact-iso|@preact|zod)\//;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact(), texts(), pureContracts()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    // A data: address in a style would ask for a wider content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: base }] } } },
  },
  server: {
    proxy: {
      '/api': { target: server },
      '/files': { target: server },
      '/socket.io': { target: server, ws: true },
    },
  },
});
