/** The first of a list that cannot be empty, e.g. what an insert of one document answers. */
export function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('a list that cannot be empty is empty');
  return item;
}
