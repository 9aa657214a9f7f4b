import type { FileView } from '@jembatan/shared/uploads.contract';
import type { StoredFile } from './files.repository.ts';

export function toFileView({ id, name, type, bytes, image, createdAt }: StoredFile): FileView {
  return { id, name, type, bytes, url: `/files/${id}`, image, createdAt: createdAt.toISOString() };
}
