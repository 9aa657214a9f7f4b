import type { PostView } from '@jembatan/shared/threads.view';
import { useApp } from '../../app-context.ts';
import { type TranslationStatus, useStatus } from './use-status.ts';

const baseOf = (tag: string) => tag.split('-')[0] ?? tag;

interface Need {
  /** Null while nobody knows. */
  readonly status: TranslationStatus | null;
  /** Into which language. */
  readonly to: string;
  readonly isForeign: boolean;
}

/** Into which language a post is translated, and whether the reader needs it at all. */
export function useNeed(post: Pick<PostView, 'lang'>): Need {
  const { account, i18n } = useApp();
  const status = useStatus();
  const to = status?.mine?.to ?? i18n.language.value;
  const own = [to, i18n.language.value, ...(account.me.value?.languages ?? [])].map(baseOf);
  return { status, to, isForeign: !own.includes(baseOf(post.lang)) };
}
