import type { DraftVersion, DraftView } from '@jembatan/shared/drafts.contract';
import { AppError } from '@jembatan/shared/errors';
import { expect, it } from 'vitest';
import { DraftSync } from './draft-sync.ts';
import { copiesOf, noWords, type Words } from './draft-words.ts';
import type { DraftDesk, Typed } from './drafts.api.ts';

const place = { kind: 'reply', id: 'a'.repeat(24) } as const;

/** A hub with one place, that keeps drafts by the rules of the server's. */
function hubAt() {
  let count = 0;
  let versions: DraftVersion[] = [];
  const ended = new Set<string>();
  const hub = { isAway: false, versions: () => versions, texts: () => versions.map((v) => v.text) };
  const view = (): DraftView | null => {
    const [current, ...others] = versions;
    const where = { communityId: null, spaceId: null, threadId: null, number: null };
    return current ? { ...current, ...place, others, place: { title: '', ...where } } : null;
  };
  const ask = async <T>(work: () => T): Promise<T> => {
    await Promise.resolve();
    if (hub.isAway) throw new AppError('unavailable');
    return work();
  };
  const desk: DraftDesk = {
    get: () => ask(view),
    save: ({ base, key, text, title, tags, poll }: Typed) =>
      ask(() => {
        if (ended.has(key)) throw new AppError('already-sent');
        const rest = versions.filter((one) => one.version !== base && !text.includes(one.text));
        count += 1;
        const own = rest.some((one) => one.key === key) ? `key ${count}` : key;
        const changedAt = new Date(count).toISOString();
        versions = [
          { version: `v${count}`, key: own, text, title, tags, poll, changedAt },
          ...rest,
        ];
        if (text === '') versions = rest;
        return view();
      }),
    end: (key) =>
      ask(() => {
        ended.add(key);
        versions = versions.filter((one) => one.key !== key);
      }),
    drop: (version) =>
      ask(() => {
        versions = versions.filter((one) => one.version !== version);
      }),
  };
  return Object.assign(hub, { desk });
}

function deviceOf(hub: ReturnType<typeof hubAt>, name: string) {
  const stored = new Map<string, string>();
  const storage = {
    read: (at: string) => stored.get(at) ?? null,
    write: (at: string, text: string) => Boolean(stored.set(at, text)),
    remove: (at: string) => void stored.delete(at),
  };
  let words: Words = noWords;
  let keys = 0;
  let key = `${name} 0`;
  const renew = () => {
    keys += 1;
    key = `${name} ${keys}`;
  };
  const empty = () => {
    words = noWords;
    renew();
  };
  const boxes = {
    words: () => words,
    key: () => key,
    adopt: (next: Words, its: string) => {
      words = next;
      key = its;
    },
    renew,
    empty,
  };
  const open = () =>
    new DraftSync({ place, desk: hub.desk, copies: copiesOf('me', storage), boxes });
  const sync = open();
  return {
    sync,
    key: () => key,
    text: () => words.text,
    others: () => sync.others.value.map(({ text }) => text),
    type: async (text: string) => {
      words = { ...noWords, text };
      await sync.flush();
    },
    send: async () => {
      empty();
      await sync.flush();
    },
  };
}

it('what is typed here is there, and goes on there', async () => {
  const hub = hubAt();
  const [one, two] = [deviceOf(hub, 'one'), deviceOf(hub, 'two')];
  await one.type('Rain');
  await two.sync.pull();
  await two.type('Rain and snow');
  await one.sync.pull();
  expect([one.text(), one.key(), hub.texts()]).toEqual([
    'Rain and snow',
    two.key(),
    ['Rain and snow'],
  ]);
});

it('SYNC-2 typed on two devices at once, both texts are on both', async () => {
  const hub = hubAt();
  const [one, two] = [deviceOf(hub, 'one'), deviceOf(hub, 'two')];
  await one.type('Rain');
  await two.sync.pull();
  hub.isAway = true;
  await one.type('Snow');
  await two.type('Hail');
  hub.isAway = false;
  await one.sync.pull();
  await two.sync.pull();
  expect(hub.texts().toSorted()).toEqual(['Hail', 'Snow']);
  expect([two.text(), ...two.others()].toSorted()).toEqual(['Hail', 'Snow']);
  expect(one.key()).not.toBe(two.key());
  await one.sync.pull();
  expect([one.text(), ...one.others()].toSorted()).toEqual(['Hail', 'Snow']);
});

it('sent from one, it is gone from the other, and another text is only offered', async () => {
  const hub = hubAt();
  const [one, two] = [deviceOf(hub, 'one'), deviceOf(hub, 'two')];
  await one.type('Rain');
  await two.type('Hail');
  await one.sync.pull();
  expect([one.text(), one.others()]).toEqual(['Hail', ['Rain']]);
  await two.send();
  await one.sync.pull();
  await one.sync.pull();
  expect([one.text(), one.others(), hub.texts()]).toEqual(['', ['Rain'], ['Rain']]);
  await one.sync.take(hub.versions()[0]!);
  expect([one.text(), one.others()]).toEqual(['Rain', []]);
});

it('typed on after it was sent elsewhere, it is another text', async () => {
  const hub = hubAt();
  const [one, two] = [deviceOf(hub, 'one'), deviceOf(hub, 'two')];
  await one.type('Rain');
  await two.sync.pull();
  hub.isAway = true;
  await two.type('Rain, and more');
  hub.isAway = false;
  await one.send();
  await two.sync.pull();
  expect([two.text(), hub.texts()]).toEqual(['Rain, and more', ['Rain, and more']]);
  expect(two.key()).not.toBe('one 0');
});

it('what is thrown away without a network does not come back, whichever way', async () => {
  const hub = hubAt();
  const [one, two] = [deviceOf(hub, 'one'), deviceOf(hub, 'two')];
  await two.type('Hail');
  await one.type('Rain');
  hub.isAway = true;
  await one.sync.drop(hub.versions()[1]!);
  await one.send();
  hub.isAway = false;
  await one.sync.pull();
  expect([one.text(), one.others(), hub.texts()]).toEqual(['', [], []]);

  await one.type('Snow');
  hub.isAway = true;
  await one.type('');
  hub.isAway = false;
  await one.sync.pull();
  expect([one.text(), hub.texts()]).toEqual(['', []]);
});

it('nothing is taken in place of a text that the hub does not have', async () => {
  const hub = hubAt();
  const [one, two] = [deviceOf(hub, 'one'), deviceOf(hub, 'two')];
  await two.type('Hail');
  await one.type('Rain');
  const [, other] = hub.versions();
  hub.isAway = true;
  await one.type('Snow');
  await expect(one.sync.take(other!)).rejects.toThrow('unavailable');
  expect(one.text()).toBe('Snow');
});

it('emptied by hand it is no draft, and what is typed next is', async () => {
  const hub = hubAt();
  const one = deviceOf(hub, 'one');
  await one.type('Rain');
  await one.type('');
  expect(hub.texts()).toEqual([]);
  await one.type('Snow');
  expect(hub.texts()).toEqual(['Snow']);
});
