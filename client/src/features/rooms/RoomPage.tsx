import './before-room.css';
import './rooms.css';
import './stage.css';
import '../../ui/all-icons.ts';
import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import { useMemo, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useTitle } from '../../frame/Page.tsx';
import { useResource } from '../../state/use-resource.ts';
import { BeforeRoom } from './BeforeRoom.tsx';
import { LobbyWait } from './LobbyWait.tsx';
import { Room } from './Room.tsx';
import { RoomOver } from './RoomOver.tsx';
import { RoomContext } from './room-context.ts';
import { createShortcutChoice } from './shortcuts.ts';
import { useRoomCall } from './use-room-call.ts';

interface VisitProps {
  readonly session: SessionView;
  readonly onlyTest: boolean;
  readonly visit: number;
  /** Begins a new visit after this one has ended. */
  readonly onAgain: () => void;
}

function Visit({ session, onlyTest, visit, onAgain }: VisitProps) {
  useTitle(session.title);
  const call = useRoomCall(session.id, visit);
  const shortcuts = useMemo(createShortcutChoice, []);
  const phase = call.phase.value;
  const views = {
    outside: () => <BeforeRoom onlyTest={onlyTest} />,
    entering: () => <BeforeRoom onlyTest={false} />,
    lobby: () => <LobbyWait />,
    inside: () => <Room />,
    reconnecting: () => <Room />,
    ended: () => <RoomOver phase={phase} onAgain={onAgain} />,
    failed: () => <RoomOver phase={phase} onAgain={onAgain} />,
  };
  return (
    <RoomContext.Provider value={{ call, session, shortcuts }}>
      {views[phase.kind === 'inside' && call.starting.value ? 'entering' : phase.kind]()}
    </RoomContext.Provider>
  );
}

/** From testing devices to leaving: one address. */
export function RoomPage({ params, query }: PageProps) {
  const { api, i18n } = useApp();
  const [visit, setVisit] = useState(0);
  const id = params.id ?? '';
  const session = useResource(`room ${id}`, async (signal) => {
    const [view] = await Promise.all([
      api(sessionRoutes.getSession, { params: { id } }, { signal }),
      i18n.need('rooms'),
    ]);
    return view;
  });
  return (
    <Loaded page resource={session}>
      {(view) => (
        <Visit
          key={`${view.id} ${visit}`}
          session={view}
          visit={visit}
          onlyTest={'test' in query}
          onAgain={() => setVisit(visit + 1)}
        />
      )}
    </Loaded>
  );
}
