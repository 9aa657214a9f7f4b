import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const worthwhile = /\.(?:js|css)$/;
/** Good enough, and quick enough for every build. */
const brotliQuality = 9;

/** Writes a file packed both ways beside itself. */
export async function pack(file: string): Promise<void> {
  const bytes = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality };
  await Promise.all([
    promisify(brotliCompress)(bytes, { params }).then((br) => writeFile(`${file}.br`, br)),
    promisify(gzip)(bytes, { level: 9 }).then((gz) => writeFile(`${file}.gz`, gz)),
  ]);
}

/** Writes each script and style packed as well, so that the server packs nothing while people wait. */
export function packed(): Plugin {
  return {
    name: 'jembatan-packed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const files = Object.keys(bundle).filter((name) => worthwhile.test(name));
      await Promise.all(files.map((name) => pack(join(dir, name))));
    },
  };
}
