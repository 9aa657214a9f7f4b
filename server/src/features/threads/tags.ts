/** Tags compare equal whatever their letters' form; each once. */
export function normalTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.normalize('NFKC').toLowerCase()))];
}
