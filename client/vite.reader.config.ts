import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { texts } from './vite/texts.ts';

/**
 * The same components for the server, which draws public pages with them. It stands inside the
 * built client, under a name that no web server gives away.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact(), texts()],
  ssr: { noExternal: true },
  build: {
    ssr: 'src/reader/reader.tsx',
    outDir: join(import.meta.dirname, 'dist/.reader'),
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'node24',
  },
});
