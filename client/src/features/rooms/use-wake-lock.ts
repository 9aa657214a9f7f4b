import { useEffect } from 'preact/hooks';

/** Keeps the screen of a phone on while somebody is in the room; browsers that cannot go on as ever. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    async function hold(): Promise<void> {
      if (document.hidden || !('wakeLock' in navigator)) return;
      // A battery that is nearly empty refuses; the call does not depend on it.
      const held = await navigator.wakeLock.request('screen').catch(() => null);
      if (isOver) await held?.release();
      else lock = held;
    }
    // The system takes the lock back whenever the page is put aside.
    const onVisible = () => void hold();
    onVisible();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', onVisible);
      lock?.release().catch(() => undefined);
    };
  }, []);
}
