import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { deviceNotes } from '../../kept/device-notes.ts';
import { type KeptEntry, keptStore } from '../../kept/kept-store.ts';

/** What the device keeps for the person who is here. */
export interface Kept {
  /** Threads, the last read first. */
  readonly threads: readonly KeptEntry[];
  /** Of everything kept to read, in bytes. */
  readonly bytes: number;
  readonly limitMb: number;
  readonly isShared: boolean;
}

async function look(personId: string): Promise<Kept> {
  const [all, limitMb, isShared] = await Promise.all([
    keptStore.list(personId),
    deviceNotes.limitMb(),
    deviceNotes.isShared(),
  ]);
  const threads = all
    .filter((one) => one.kind === 'thread')
    .toSorted((a, b) => b.usedAt - a.usedAt);
  return { threads, bytes: all.reduce((sum, one) => sum + one.bytes, 0), limitMb, isShared };
}

/** Null until the device has answered, and where it keeps nothing. */
export function useKept(): { kept: Kept | null; reload: () => void } {
  const session = useApp().session.session.value;
  const personId = 'person' in session ? session.person.id : null;
  const [kept, setKept] = useState<Kept | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let here = true;
    if (personId)
      look(personId).then(
        (found) => here && setKept(found),
        // A browser without databases keeps nothing.
        () => undefined,
      );
    return () => {
      here = false;
    };
  }, [personId, round]);
  return { kept, reload: () => setRound((count) => count + 1) };
}
