import { type TagUse, tagLimits } from '@jembatan/shared/tags.contract';
import { tagKey } from '../../text/tag-names.ts';
import { refused, requireName } from './settling.service.ts';
import type { TagTraits } from './tags.repository.ts';

interface SaidOfTag {
  description?: string | undefined;
  groupId?: string | null | undefined;
  use?: TagUse | undefined;
}

/** As they are kept, without those that read as the name or as each other. */
export function aliasesFrom(typed: readonly string[], name: string): string[] {
  const byKey = new Map(typed.map(requireName).map((alias) => [tagKey(alias), alias]));
  byKey.delete(tagKey(name));
  if (byKey.size > tagLimits.aliases) throw refused('full', name);
  return [...byKey.values()];
}

/** What was said of it. */
export function traitsFrom({ description, groupId, use }: SaidOfTag): Partial<TagTraits> {
  return {
    ...(description !== undefined && { description: description.trim() }),
    ...(groupId !== undefined && { groupId }),
    ...(use !== undefined && { use }),
  };
}
