import { AsyncLocalStorage } from 'node:async_hooks';

/** More at a time would be a question that takes longer than its answer is worth waiting for. */
const most = 200;

interface Turn<V> {
  keys: Set<string>;
  answer: Promise<ReadonlyMap<string, V>>;
}

/**
 * Questions after single things that come in one turn of the event loop are asked as one. What is
 * answered was read after the question came. Not inside a transaction, whose own writes a question
 * of many does not see.
 */
export function askedTogether<V>(
  askAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): (key: string) => Promise<V | undefined> {
  // A question of many is none of the request's that happened to come first.
  const outside = AsyncLocalStorage.snapshot();
  let turn: Turn<V> | null = null;

  function begin(): Turn<V> {
    const keys = new Set<string>();
    const { promise: answer, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, V>>();
    const begun = { keys, answer };
    outside(setImmediate, () => {
      if (turn === begun) turn = null;
      askAll([...keys]).then(resolve, reject);
    });
    return begun;
  }

  return async (key) => {
    if (!turn || turn.keys.size >= most) turn = begin();
    turn.keys.add(key);
    return (await turn.answer).get(key);
  };
}
