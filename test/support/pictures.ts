import { type FileView, file } from '@jembatan/shared/uploads.contract';
import sharp from 'sharp';

/** A picture with so much in it that a smaller one has fewer bytes. */
export const photo = (width: number, height: number): Promise<Buffer> =>
  sharp({
    create: {
      ...{ width, height, channels: 3, background: 'teal' },
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();

/** Who is signed in at which hub. */
interface Sender {
  readonly origin: string;
  readonly token: string;
}

/** Stores a file of a person. */
export async function uploadPicture(person: Sender, bytes: Uint8Array): Promise<FileView> {
  const form = new FormData();
  form.append('file', new Blob([bytes as BlobPart]), 'picture.jpg');
  const answer = await fetch(`${person.origin}/api/v1/uploads`, {
    method: 'POST',
    body: form,
    headers: { Authorization: `Bearer ${person.token}` },
  });
  return file.parse(await answer.json());
}
