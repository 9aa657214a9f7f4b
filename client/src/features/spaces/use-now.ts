import { useEffect, useState } from 'preact/hooks';

/** Longest time a browser's timer can wait, in milliseconds. */
const longestMs = 2 ** 31 - 1;

/** The time in milliseconds; drawn again when one of the instants comes. */
export function useNowAt(instants: readonly (string | null | undefined)[]): number {
  const [now, setNow] = useState(Date.now);
  const next = instants
    .flatMap((instant) => (instant ? Date.parse(instant) : []))
    .filter((at) => at > now)
    .toSorted((a, b) => a - b)[0];
  useEffect(() => {
    if (next === undefined) return undefined;
    const timer = setTimeout(
      () => setNow(Date.now()),
      Math.min(Math.max(0, next - Date.now()) + 50, longestMs),
    );
    return () => clearTimeout(timer);
  }, [next]);
  return now;
}

/** Seconds until an instant, counted down; 0 when it is there. */
export function useSecondsUntil(instant: string | null): number {
  const [now, setNow] = useState(Date.now);
  const end = instant ? Date.parse(instant) : 0;
  useEffect(() => {
    setNow(Date.now());
    if (end <= Date.now()) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (end <= Date.now()) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [end]);
  return Math.max(0, Math.ceil((end - now) / 1_000));
}
