import { limits } from '@jembatan/shared/limits';
import { tagLimits } from '@jembatan/shared/tags.contract';

/** Names between commas of any script. */
export function namesIn(text: string): string[] {
  const names = text.split(/[,،、，;]/).map((name) => name.trim().slice(0, limits.tag));
  return [...new Set(names.filter(Boolean))].slice(0, tagLimits.aliases);
}
