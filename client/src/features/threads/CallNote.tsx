import { type Calling, calling, callingRoutes } from '@jembatan/shared/callings.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import { findMentions } from '@jembatan/shared/mentions';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';

interface CallNoteProps {
  readonly text: string;
  readonly communityId: CommunityId;
  /** Whether so many would hear of it that one should mean it. */
  readonly callsMany: { current: boolean | null };
}

const many = 50;

/** Roles a text may call, each once. */
function namedIn(text: string): Calling[] {
  const typed = findMentions(text).flatMap(({ candidates }) => candidates);
  const found = typed.flatMap(({ handle }) => calling.safeParse(handle).data ?? []);
  return [...new Set(found)];
}

/** Before a text is sent that calls a role: how many hear of it, or that it calls nobody. */
export function CallNote({ text, communityId, callsMany }: CallNoteProps) {
  const t = useText('writing');
  const { language } = useI18n();
  const format = useFormat();
  const { api } = useApp();
  const named = namedIn(text);
  const called = useResource(named.length > 0 ? `callings ${communityId}` : null, (signal) =>
    api(callingRoutes.listCallings, { params: { id: communityId } }, { signal }),
  );
  const items = called.value?.items ?? [];
  const told = items.filter(({ name }) => named.includes(name));
  const everyone = told.find(({ name }) => name === 'everyone');
  const counted = everyone ? [everyone] : told;
  const count = counted.reduce((sum, { people }) => sum + people, 0);
  useEffect(() => {
    callsMany.current = count >= many;
    return () => {
      callsMany.current = false;
    };
  }, [count]);
  if (named.length === 0 || !called.value) return null;
  const list = new Intl.ListFormat(language.value);
  const namesOf = (some: readonly Calling[]) =>
    list.format(some.map((name) => `@${t(`callings.${name}`)}`));
  const untold = named.filter((name) => !items.some((item) => item.name === name));
  const names = namesOf(told.map(({ name }) => name));
  const tells = counted.some(({ more }) => more)
    ? t('callings.tellsMany', { names, people: format.number(count) })
    : t('callings.tells', { names, count });
  return (
    <div class="note small" role="status">
      {told.length > 0 && <p>📣 {tells}</p>}
      {untold.length > 0 && <p>{t('callings.mayNot', { names: namesOf(untold) })}</p>}
    </div>
  );
}
