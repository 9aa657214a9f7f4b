import { describe, expect, it } from 'vitest';
import { memberCan, personOf, type Reader, staffCan, ThreadModel } from './thread-model.ts';
import {
  applyAnswer,
  applyCatchUp,
  applyThreadEvent,
  mergePage,
  type SequencedEvent,
  startThread,
  type ThreadEvent,
  type ThreadState,
} from './threads.store.ts';

const me = personOf(1);
const others = [personOf(2), personOf(3)] as const;
const member: Reader = { id: me.id, can: memberCan };

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed + 1;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function started(
  posts: number,
  reader: Reader,
  loaded = { from: 1, limit: 100 },
): { model: ThreadModel; state: ThreadState } {
  const model = new ThreadModel();
  for (let index = 0; index < posts; index += 1) model.create(others[index % 2] ?? me);
  const page = model.page(reader, loaded);
  return { model, state: startThread(model.thread(reader), page) };
}

/** What the reader sees of the loaded posts; what a fresh load of the same numbers must equal. */
function shown(state: ThreadState) {
  return {
    thread: state.thread,
    posts: [...state.posts.values()].sort((a, b) => a.number - b.number),
    ranges: state.ranges,
  };
}

function fresh(model: ThreadModel, reader: Reader, like: ThreadState) {
  let state = startThread(model.thread(reader), { items: [], people: {}, lastSeq: model.lastSeq });
  for (const { first, last } of like.ranges)
    state = mergePage(state, model.page(reader, { from: first, limit: last - first + 1 }));
  return shown(state);
}

function step(model: ThreadModel, roll: (sides: number) => number): ThreadEvent {
  const number = 1 + roll(model.lastNumber);
  const person = [me, ...others][roll(3)] ?? me;
  switch (roll(9)) {
    case 0:
      return model.edit(number);
    case 1:
      return model.remove(number);
    case 2:
      return model.setHidden(number, roll(2) === 0);
    case 3:
      return model.rename(`Title ${roll(100)}`);
    case 4:
      return model.lock(roll(2) === 0);
    case 5:
    case 6:
      return model.react(number, { person: person.id, on: roll(3) > 0 });
    default:
      return model.create(person);
  }
}

function settle(model: ThreadModel, reader: Reader, state: ThreadState): ThreadState {
  if (state.askFrom === null && state.waiting.length === 0 && state.lastSeq === model.lastSeq)
    return state;
  return applyCatchUp(state, model.since(reader, state.askFrom ?? state.lastSeq), reader.id);
}

describe('snapshot + news = fresh snapshot', () => {
  it('holds after every single event, in order', () => {
    for (const reader of [member, { id: me.id, can: staffCan }]) {
      for (let seed = 0; seed < 40; seed += 1) {
        const roll = dice(seed);
        let { model, state } = started(5, reader);
        for (let count = 0; count < 30; count += 1) {
          state = applyThreadEvent(state, step(model, roll), reader.id);
          if (state.askFrom !== null) state = settle(model, reader, state);
          expect(shown(state), `seed ${seed}, event ${count}`).toEqual(fresh(model, reader, state));
        }
      }
    }
  });

  it('holds at rest whatever was lost, doubled, late or loaded in between', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const roll = dice(seed);
      let { model, state } = started(40, member, { from: 1 + roll(30), limit: 1 + roll(12) });
      const air: ThreadEvent[] = [];
      const pages = [model.page(member, { from: 20, limit: 5 })];
      for (let count = 0; count < 40; count += 1) {
        const event = step(model, roll);
        if (roll(10) > 0) air.push(event);
        if (roll(10) === 0) air.push(event);
        if (roll(6) === 0) air.push(model.read(member, roll(model.lastNumber + 1)));
        if (roll(8) === 0)
          pages.push(model.page(member, { from: 1 + roll(model.lastNumber), limit: 1 + roll(10) }));
        while (air.length > roll(5)) {
          const [next] = air.splice(roll(Math.min(3, air.length)), 1);
          if (next) state = applyThreadEvent(state, next, me.id);
        }
        const page = roll(5) === 0 ? pages.pop() : undefined;
        if (page) state = mergePage(state, page);
        if (roll(15) === 0) state = settle(model, member, state);
      }
      for (const event of air) state = applyThreadEvent(state, event, me.id);
      state = settle(model, member, state);
      const { read: _ours, ...thread } = state.thread;
      const { read: _theirs, ...wanted } = fresh(model, member, state).thread;
      expect(thread, `seed ${seed}`).toEqual(wanted);
      expect(shown(state).posts, `seed ${seed}`).toEqual(fresh(model, member, state).posts);
      expect(state.waiting).toEqual([]);
    }
  });
});

describe('sequence', () => {
  it('drops what is known', () => {
    const { model, state } = started(3, member);
    const event = model.create(others[0]);
    const once = applyThreadEvent(state, event, me.id);
    expect(applyThreadEvent(once, event, me.id)).toBe(once);
  });

  it('keeps what comes too early until its turn', () => {
    const { model, state } = started(3, member);
    const events = [model.create(others[0]), model.edit(4), model.create(others[1])] as [
      SequencedEvent,
      SequencedEvent,
      SequencedEvent,
    ];
    let next = applyThreadEvent(state, events[2], me.id);
    expect(next.lastSeq).toBe(state.lastSeq);
    expect(next.waiting).toHaveLength(1);
    next = applyThreadEvent(next, events[1], me.id);
    next = applyThreadEvent(next, events[0], me.id);
    expect(next.waiting).toEqual([]);
    expect(shown(next)).toEqual(fresh(model, member, next));
  });

  it('ignores news of another thread', () => {
    const { model, state } = started(1, member);
    const event = model.create(others[0]);
    if (event.name === 'thread:changed') throw new Error('wrong event');
    const foreign = {
      ...event,
      payload: { ...event.payload, threadId: 'f'.repeat(24) as typeof event.payload.threadId },
    };
    expect(applyThreadEvent(state, foreign, me.id)).toBe(state);
  });
});

describe('long threads', () => {
  it('new posts beyond the loaded run only raise the counters', () => {
    const { model, state } = started(500, member, { from: 1, limit: 20 });
    const next = applyThreadEvent(state, model.create(others[0]), me.id);
    expect(next.posts.size).toBe(20);
    expect(next.thread).toMatchObject({ lastNumber: 501, postCount: 501, read: { unread: 501 } });
    expect(next.askFrom).toBeNull();
  });

  it('asks when a change of a post it has not loaded may change a count', () => {
    const { model, state } = started(500, member, { from: 1, limit: 20 });
    const next = applyThreadEvent(state, model.remove(400), me.id);
    expect(next.askFrom).toBe(model.lastSeq);
    expect(settle(model, member, next).thread).toEqual(model.thread(member));
  });
});

describe('what differs by reader', () => {
  it('a reaction in another tab is the own one here, and somebody else’s is not', () => {
    const { model, state } = started(2, member);
    let next = applyThreadEvent(state, model.react(1, { person: others[0].id, on: true }), me.id);
    expect(next.posts.get(1)?.reactions).toEqual([{ emoji: '👍', count: 1 }]);
    next = applyThreadEvent(next, model.react(1, { person: me.id, on: true }), me.id);
    expect(next.posts.get(1)?.reactions).toEqual([{ emoji: '👍', count: 2, mine: true }]);
    next = applyThreadEvent(next, model.react(1, { person: me.id, on: false }), me.id);
    expect(next.posts.get(1)?.reactions).toEqual([{ emoji: '👍', count: 1 }]);
  });

  it('a lock takes replies from members and leaves staff theirs', () => {
    for (const [can, reply] of [
      [memberCan, false],
      [staffCan, true],
    ] as const) {
      const { model, state } = started(2, { id: me.id, can });
      const next = applyThreadEvent(state, model.lock(true), me.id);
      expect(next.thread.can?.reply).toBe(reply);
    }
  });

  it('the answer of an own command brings text and rights along, before or after its news', () => {
    const { model, state } = started(2, member);
    const event = model.create(me);
    if (event.name === 'thread:changed') throw new Error('wrong event');
    const [answer] = model.page(member, { from: 3, limit: 1 }).items;
    if (!answer) throw new Error('no answer');
    const withBody = { ...answer, body: 'text' };
    const before = applyThreadEvent(applyAnswer(state, withBody, me.id), event, me.id);
    const after = applyAnswer(applyThreadEvent(state, event, me.id), withBody, me.id);
    expect(before.posts.get(3)).toEqual(withBody);
    expect(shown(after)).toEqual(shown(before));
  });

  it('SYNC-3 an edit does not make a read post unread, and reading never goes back', () => {
    const { model, state } = started(5, member);
    let next = applyThreadEvent(state, model.read(member, 5), me.id);
    next = applyThreadEvent(next, model.edit(3), me.id);
    expect(next.thread.read).toEqual({ number: 5, unread: 0 });
    next = applyThreadEvent(
      next,
      { name: 'thread:read', payload: { threadId: model.id, number: 2, unread: 3 } },
      me.id,
    );
    expect(next.thread.read).toEqual({ number: 5, unread: 0 });
  });
});
