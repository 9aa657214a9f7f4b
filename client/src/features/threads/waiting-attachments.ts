import type { WaitingFile, WaitingNote } from '../../kept/waiting-files.ts';
import { deviceStorage } from '../../state/device-storage.ts';

/** Says that there may be some, so that most texts need not ask the device's database. */
const mark = 'jembatan.waiting-files';
const lockOf = (key: string) => `jembatan.file/${key}`;

const load = async () => (await import('../../kept/waiting-files.ts')).waitingFiles;
type Kept = Awaited<ReturnType<typeof load>>;

/** What is noted about a file comes after the file. */
let before: Promise<unknown> = Promise.resolve();

/** Where the browser keeps nothing, a file is sent as long as its page is open. */
function unlessRefused<T>(work: (kept: Kept) => Promise<T>): Promise<T | undefined> {
  const done = before
    .then(load)
    .then(work)
    .catch(() => undefined);
  before = done;
  return done;
}

async function isSentElsewhere({ key }: WaitingNote): Promise<boolean> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return held.some(({ name }) => name === lockOf(key));
}

/** Large files on their way into a text, which go on when the page was closed meanwhile. */
export const waitingAttachments = {
  async keep(file: Omit<WaitingFile, 'addedAt'>): Promise<void> {
    deviceStorage.write(mark, '1');
    await unlessRefused((kept) => kept.keep({ ...file, addedAt: Date.now() }));
  },
  note: (key: string, about: Partial<Pick<WaitingNote, 'alt' | 'uploadId'>>) =>
    unlessRefused((kept) => kept.note(key, about)),
  drop: (key: string) => unlessRefused((kept) => kept.drop(key)),

  /** Those of a text that no other tab is sending. */
  async of(personId: string, place: string): Promise<WaitingFile[]> {
    if (!deviceStorage.read(mark)) return [];
    const found = (await unlessRefused((kept) => kept.of(personId, place))) ?? [];
    const elsewhere = await Promise.all(found.map(isSentElsewhere));
    return found.filter((_, n) => !elsewhere[n]);
  },

  /** Other tabs leave it alone until `work` has ended. */
  whileHeld: <T>(key: string, work: () => Promise<T>): Promise<T> =>
    navigator.locks ? navigator.locks.request(lockOf(key), work) : work(),
};
