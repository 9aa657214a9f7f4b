import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { useText } from '../i18n/use-text.ts';

/** Shorter interruptions than this are nobody's business. */
const patienceMs = 1_500;

/** One line, and only while something is wrong. */
export function ConnectionLine() {
  const t = useText('common');
  const { socket, session } = useApp();
  const state = session.outOfReach.value ? 'offline' : socket.state.value;
  const wrong = state === 'idle' || state === 'online' ? null : state;
  const [shown, setShown] = useState<typeof wrong>(null);
  useEffect(() => {
    const timer = setTimeout(() => setShown(wrong), wrong ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [wrong]);
  return <div role="status">{shown && <p class="connection">{t(`connection.${shown}`)}</p>}</div>;
}
