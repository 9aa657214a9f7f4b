import type { Present } from '@jembatan/shared/presence.contract';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { Slots } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { Avatar, NameLink } from '../../ui/Person.tsx';
import { applyPresence, type PeopleHere as Here, startPresence } from './people-here.ts';
import './communities.css';

/** Names beyond these are only counted. */
const named = 12;

function useHere(topic: string): readonly Present[] {
  const { socket, session } = useApp();
  const [here, setHere] = useState<Here>(new Map());
  useEffect(() => {
    const stops = [
      socket.subscribe(topic, ({ present = [] }) => setHere(startPresence(present))),
      socket.on('presence', (news) => {
        if (news.topic === topic) setHere((now) => applyPresence(now, news.changes));
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [topic]);
  const current = session.session.value;
  const self = 'person' in current ? current.person.id : null;
  return [...here.values()].filter(({ person }) => person.id !== self);
}

/** Who else is in a place now; those who look at something else for the moment are paler. */
export function PeopleHere({ topic }: Slots['people-here']) {
  const t = useText('communities');
  const member = useApp().session.session.value.kind === 'member';
  const people = useHere(topic);
  if (!member) return null;
  const rest = people.length - named;
  return (
    <section class="stack-tight" aria-label={t('here.title')}>
      <p class="small soft">{people.length > 0 ? t('here.title') : t('here.nobody')}</p>
      {people.length > 0 && (
        <ul class="here-list">
          {people.slice(0, named).map(({ person, state }) => (
            <li key={person.id} class={`here here-${state}`}>
              <Avatar person={person} size="small" />
              <NameLink person={person} />
              {state !== 'online' && <span class="small soft">{t(`here.${state}`)}</span>}
            </li>
          ))}
        </ul>
      )}
      {rest > 0 && <p class="small soft">{t('here.more', { count: rest })}</p>}
    </section>
  );
}
