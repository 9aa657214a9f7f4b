import { type DraftPlace, draftPlace } from '@jembatan/shared/drafts.contract';
import type { App } from '../../app-context.ts';
import { deviceStorage } from '../../state/device-storage.ts';
import type { Drafts } from '../../state/drafts.ts';
import { draftsHere } from '../../state/drafts.ts';
import { tellDropped } from './draft-sync.ts';
import { askedIn, copiesOf, printOf, type Words } from './draft-words.ts';
import { draftDesk } from './drafts.api.ts';
import { isOpen } from './open-places.ts';

/** A text on this device, with where it belongs. */
interface OnDevice extends Words {
  readonly place: DraftPlace;
  readonly key: string;
  readonly baseRevision: number | undefined;
}

const kinds = { thread: 'reply', 'new-thread': 'thread', post: 'edit' } as const;

function isKind(name: string): name is keyof typeof kinds {
  return Object.hasOwn(kinds, name);
}

/** Reads one name of the device's storage: `thread:<id>`, `new-thread:<id>`, `post:<id>:<revision>`. */
function read(drafts: Drafts, name: string): OnDevice | null {
  const [kind = '', id = '', revision] = name.split(':');
  const kept = isKind(kind) ? drafts.read(name) : null;
  const place = draftPlace.safeParse({ kind: isKind(kind) ? kinds[kind] : '', id });
  if (!kept || !place.success) return null;
  const beside = (part: string) =>
    kind === 'new-thread' ? (drafts.read(`new-thread-${part}:${id}`)?.text ?? '') : '';
  return {
    ...{ text: kept.text, title: beside('title'), tags: beside('tags') },
    poll: askedIn(drafts.read(`poll:${name}`)?.text ?? ''),
    ...{ place: place.data, key: kept.key },
    baseRevision: revision ? Number(revision) : undefined,
  };
}

/** Texts that were thrown away while the hub was away, on pages that are closed by now. */
async function tellAllDropped(app: App, personId: string): Promise<void> {
  const folder = `jembatan.dropped/${personId}/`;
  const copies = copiesOf(personId, deviceStorage);
  for (const name of deviceStorage.names().filter((one) => one.startsWith(folder))) {
    const [kind, id] = name.slice(folder.length).split('/');
    const place = draftPlace.safeParse({ kind, id });
    if (!place.success || isOpen(place.data)) continue;
    await tellDropped({ copies, place: place.data, desk: draftDesk(app.api, place.data) });
  }
}

async function bringUpAll(app: App, personId: string): Promise<void> {
  const folder = `jembatan.draft/${personId}/`;
  const copies = copiesOf(personId, deviceStorage);
  const names = deviceStorage.names().filter((name) => name.startsWith(folder));
  await tellAllDropped(app, personId);
  for (const name of names) {
    const one = read(draftsHere(app.session), name.slice(folder.length));
    const known = one && copies.read(one.place);
    if (!one || isOpen(one.place) || known?.print === printOf(one)) continue;
    const { place, ...typed } = one;
    const draft = await draftDesk(app.api, place).save(
      { ...typed, base: known?.base ?? null },
      false,
    );
    copies.write(place, { base: draft?.version ?? null, print: printOf(one) });
  }
}

let following = false;

/** What was written while the hub was away, or on a page that was closed too fast, goes to the hub. */
export function bringUp(app: App): void {
  const work = () => {
    const session = app.session.session.peek();
    if (session.kind !== 'member') return;
    // What is refused or does not arrive stays on the device; its own page says so.
    bringUpAll(app, session.person.id).catch(() => undefined);
  };
  if (following) return;
  following = true;
  app.socket.onGap(work);
  work();
}
