// Draws the PNG icons from icon.svg: `node client/scripts/make-icons.mjs`. The results are committed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const folder = join(import.meta.dirname, '../public/icons');
const drawing = await readFile(join(folder, 'icon.svg'), 'utf8');
// Systems cut maskable icons to their own shape: the ground goes to the edge, the drawing stays in the middle.
const maskable = drawing
  .replace('rx="11"', '')
  .replace('<g ', '<g transform="translate(4.8 4.8) scale(.8)" ')
  .replace('<circle ', '<circle transform="translate(4.8 4.8) scale(.8)" ');

for (const [name, svg, size] of [
  ['icon-192', drawing, 192],
  ['icon-512', drawing, 512],
  ['maskable-512', maskable, 512],
]) {
  await sharp(Buffer.from(svg), { density: 900 })
    .resize(size, size)
    .png({ palette: true, compressionLevel: 9 })
    .toFile(join(folder, `${name}.png`));
}
