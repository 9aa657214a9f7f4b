/** Files one text is asked about; more are not looked for. */
const most = 50;

/** Ids of the hub's own files that a text names, whether or not it would show them. */
export function fileIdsIn(text: string): string[] {
  const found = text.matchAll(/\/files\/([0-9a-f]{24})(?![0-9a-f])/g);
  return [...new Set(Array.from(found, ([, id = '']) => id))].slice(0, most);
}
