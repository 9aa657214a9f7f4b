import { limits } from '@jembatan/shared/limits';

/** Tags as people type them: between commas of any script, each once. */
export function tagsOf(text: string): string[] {
  const words = text
    .split(/[,،、，;]/)
    .map((word) => word.trim().replace(/^#/, '').slice(0, limits.tag))
    .filter(Boolean);
  return [...new Set(words)].slice(0, limits.tags);
}
