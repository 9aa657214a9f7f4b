import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** Makes one file of a page's script and all it imports; answers the file's path. */
export async function bundle(entry: string): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'jembatan-bench-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    define: { global: 'globalThis' },
    build: {
      outDir,
      target: 'esnext',
      lib: { entry, formats: ['es'], fileName: () => 'page.js' },
    },
  });
  return join(outDir, 'page.js');
}
