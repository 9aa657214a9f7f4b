import { isToldInText, type TextFacts } from '../../permissions/uploads.rules.ts';
import type { KnownPicture, Pictures } from '../../text/markdown.ts';
import type { FilesRepository, StoredFile } from './files.repository.ts';
import { smallerWidths } from './picture-widths.ts';

/** Sizes of the pictures that a text shows; of those its writers may not know nothing is told. */
export function createPicturesOf(files: Pick<FilesRepository, 'findMany'>) {
  return async (ids: readonly string[], text: TextFacts): Promise<Pictures> => {
    const told = (await files.findMany(ids)).filter((file) =>
      isToldInText(text, file.ownerId, threadsOf(file)),
    );
    const known = told.map((file) => [file.id, toKnown(file)] as const);
    return new Map(known.flatMap(([id, picture]) => (picture ? [[id, picture]] : [])));
  };
}

const threadsOf = ({ places }: StoredFile) =>
  places.flatMap((place) => (place.kind === 'thread' ? [place.id] : []));

/** Those from before have no smaller versions yet: they are made when one is asked for. */
function toKnown(file: StoredFile): KnownPicture | null {
  if (!file.image) return null;
  const smaller = file.variants?.map(({ width }) => width) ?? smallerWidths(file);
  return { ...file.image, smaller };
}
