import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import type { FileView } from '@jembatan/shared/uploads.contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { newKey } from '../../net/http.ts';
import { appErrorOf, isUnreachable } from '../../net/problem.ts';

/** A file on its way into the text, or there already. */
export interface Attachment {
  readonly id: number;
  readonly name: string;
  readonly isImage: boolean;
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

/** Between tries when nobody says that the connection is back. */
const tryAgainMs = 8_000;

/** Waits until the connection may be back; rejects when the file was taken off the list. */
function mayBeBack(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const timer = setTimeout(() => done(resolve), tryAgainMs);
    function done(settle: () => void): void {
      clearTimeout(timer);
      stop.abort();
      settle();
    }
    addEventListener('online', () => done(resolve), { signal: stop.signal });
    signal.addEventListener('abort', () => done(reject), { signal: stop.signal });
  });
}

/** Uploads files one by one as they are added; `onStored` puts each into the text. */
export function useAttachments(onStored: (file: FileView, alt: string) => void): Attachments {
  const { upload } = useApp();
  const [items, setItems] = useState<readonly Attachment[]>([]);
  const latest = useRef(items);
  const stops = useRef(new Map<number, AbortController>());
  const sources = useRef(new Map<number, File>());
  const nextId = useRef(1);
  const stored = useRef(onStored);
  stored.current = onStored;
  useEffect(() => () => stops.current.forEach((stop) => void stop.abort()), []);

  function set(next: readonly Attachment[]): void {
    latest.current = next;
    setItems(next);
  }

  function change(id: number, part: Partial<Attachment>): void {
    set(latest.current.map((item) => (item.id === id ? { ...item, ...part } : item)));
  }

  /** Tried for as long as the file is on the list: under one key it is stored once. */
  async function send(id: number, file: File, signal: AbortSignal): Promise<FileView> {
    const key = newKey();
    const onProgress = (progress: number) => change(id, { progress });
    for (;;) {
      try {
        return await upload(file, { signal, key, onProgress });
      } catch (error) {
        if (signal.aborted || !isUnreachable(error)) throw error;
        change(id, { waiting: true, progress: 0 });
        await mayBeBack(signal);
        change(id, { waiting: false });
      }
    }
  }

  async function store(id: number, file: File): Promise<void> {
    const stop = new AbortController();
    stops.current.set(id, stop);
    try {
      if (file.size > limits.uploadBytes) throw new AppError('too-large');
      const view = await send(id, file, stop.signal);
      change(id, { stored: view, isImage: view.image !== null, progress: 100 });
      stored.current(view, latest.current.find((item) => item.id === id)?.alt ?? '');
    } catch (error) {
      if (!stop.signal.aborted) change(id, { error: appErrorOf(error) });
    } finally {
      stops.current.delete(id);
    }
  }

  return {
    items,
    add: (files) => {
      for (const file of files) {
        const id = nextId.current++;
        const isImage = file.type.startsWith('image/');
        set([
          ...latest.current,
          { id, name: file.name, isImage, progress: 0, stored: null, alt: '', error: null },
        ]);
        sources.current.set(id, file);
        void store(id, file);
      }
    },
    retry: (id) => {
      const file = sources.current.get(id);
      if (!file) return;
      change(id, { error: null, progress: 0 });
      void store(id, file);
    },
    describe: (id, alt) => change(id, { alt }),
    drop: (id) => {
      stops.current.get(id)?.abort();
      set(latest.current.filter((item) => item.id !== id));
    },
    clear: () => set([]),
  };
}
