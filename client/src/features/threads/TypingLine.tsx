import { useEffect, useMemo } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { createTypingWatch } from './typing.ts';

/** Names beyond these are only counted. */
const named = 2;

/** Who is typing here, quietly; empty most of the time, and always of the same height. */
export function TypingLine({ threadId, self }: { threadId: string; self: string | null }) {
  const t = useText('threads');
  const format = useFormat();
  const { socket } = useApp();
  const watch = useMemo(createTypingWatch, [threadId]);
  useEffect(() => {
    const stops = [
      socket.on('typing', (news) => {
        if (news.threadId === threadId && news.person.id !== self) watch.heard(news);
      }),
      socket.onGap(watch.clear),
    ];
    return () => {
      for (const stop of stops) stop();
      watch.clear();
    };
  }, [watch]);
  const people = watch.people.value;
  const names = people.slice(0, named).map((person) => person.displayName);
  const text =
    people.length > named
      ? t('typing.many', { count: people.length })
      : t('typing.some', { names: format.list(names), count: people.length });
  return <p class="typing-line small soft">{people.length > 0 ? text : ''}</p>;
}
