import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import type { FileView } from '@jembatan/shared/uploads.contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { newKey } from '../../net/http.ts';
import { appErrorOf } from '../../net/problem.ts';
import { giveUp, isLarge, type Source, sendAttachment } from './send-attachment.ts';
import { waitingAttachments } from './waiting-attachments.ts';

/** A file on its way into the text, or there already. */
export interface Attachment {
  readonly id: number;
  readonly name: string;
  readonly isImage: boolean;
  readonly bytes: number;
  /** Whole percent. */
  readonly progress: number;
  /** The connection went away; it goes on by itself. */
  readonly waiting?: boolean;
  readonly stored: FileView | null;
  /** What is to be seen in a picture, for those who do not see it. */
  readonly alt: string;
  readonly error: AppError | null;
}

export interface Attachments {
  readonly items: readonly Attachment[];
  add(files: Iterable<File>): void;
  describe(id: number, alt: string): void;
  /** Tries a failed one again. */
  retry(id: number): void;
  /** Takes it off the list, and stops it when it is still going. */
  drop(id: number): void;
  clear(): void;
}

/** Where the text stands that the files are for. */
export interface AttachmentPlace {
  /** As drafts name it. */
  readonly place: string;
  readonly communityId: string | null;
}

/** The list, as it is shown and as it is now. */
function useItems() {
  const [items, setItems] = useState<readonly Attachment[]>([]);
  const latest = useRef(items);

  function set(next: readonly Attachment[]): void {
    latest.current = next;
    setItems(next);
  }

  function change(id: number, part: Partial<Attachment>): void {
    set(latest.current.map((item) => (item.id === id ? { ...item, ...part } : item)));
  }

  return { items, latest, set, change };
}

const aboutOf = ({ name, type, size }: File) => {
  const begun = { progress: 0, stored: null, error: null };
  return { name, isImage: type.startsWith('image/'), bytes: size, ...begun };
};

/** Starts again what was on its way when the page was closed. */
function useWaiting(
  personId: string,
  place: string,
  start: (source: Source, alt: string) => void,
): void {
  useEffect(() => {
    let isHere = true;
    void waitingAttachments.of(personId, place).then((found) => {
      if (!isHere) return;
      for (const { file, key, uploadId, alt } of found) start({ file, key, uploadId }, alt);
    });
    return () => {
      isHere = false;
    };
  }, [personId, place]);
}

/** Uploads files one by one as they are added; `onStored` puts each into the text. */
export function useAttachments(
  onStored: (file: FileView, alt: string) => void,
  { place, communityId }: AttachmentPlace,
): Attachments {
  const { api, upload, session } = useApp();
  const { items, latest, set, change } = useItems();
  const stops = useRef(new Map<number, AbortController>());
  const sources = useRef(new Map<number, Source>());
  const nextId = useRef(1);
  const stored = useRef(onStored);
  stored.current = onStored;
  const current = session.session.value;
  const personId = 'person' in current ? current.person.id : '';
  useWaiting(personId, place, start);
  useEffect(() => () => stops.current.forEach((stop) => void stop.abort()), [place]);

  async function store(id: number, source: Source): Promise<void> {
    const { file } = source;
    const stop = new AbortController();
    stops.current.set(id, stop);
    try {
      if (file.size > limits.uploadBytes) throw new AppError('too-large');
      const view = await sendAttachment(source, {
        ...{ upload, communityId, signal: stop.signal },
        onChange: (part) => change(id, part),
      });
      change(id, { stored: view, isImage: view.image !== null, progress: 100 });
      stored.current(view, latest.current.find((item) => item.id === id)?.alt ?? '');
      forget(id);
    } catch (error) {
      if (!stop.signal.aborted) change(id, { error: appErrorOf(error) });
    } finally {
      stops.current.delete(id);
    }
  }

  function start(source: Source, alt = ''): void {
    const id = nextId.current++;
    set([...latest.current, { ...aboutOf(source.file), id, alt }]);
    sources.current.set(id, source);
    void store(id, source);
  }

  function add(file: File): void {
    const source: Source = { file, key: newKey(), uploadId: null };
    if (isLarge(file)) void waitingAttachments.keep({ ...source, personId, place, alt: '' });
    start(source);
  }

  /** The device need not keep it any longer. */
  function forget(id: number): void {
    const source = sources.current.get(id);
    if (source && isLarge(source.file)) void waitingAttachments.drop(source.key);
  }

  return {
    items,
    add: (files) => {
      for (const file of files) add(file);
    },
    retry: (id) => {
      const source = sources.current.get(id);
      if (!source) return;
      change(id, { error: null, progress: 0 });
      // What was refused stays refused: it is begun again.
      void store(id, Object.assign(source, { uploadId: null }));
    },
    describe: (id, alt) => {
      change(id, { alt });
      const source = sources.current.get(id);
      if (source && stops.current.has(id) && isLarge(source.file))
        void waitingAttachments.note(source.key, { alt });
    },
    drop: (id) => {
      forget(id);
      stops.current.get(id)?.abort();
      if (!latest.current.some((item) => item.id === id && item.stored))
        giveUp(api, sources.current.get(id)?.uploadId);
      set(latest.current.filter((item) => item.id !== id));
    },
    clear: () => set([]),
  };
}
