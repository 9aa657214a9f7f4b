import { useEffect, useState } from 'preact/hooks';
import { useFormat } from '../i18n/format.ts';

interface TimeProps {
  readonly at: string;
  /** IANA zone; the reader's own when absent. */
  readonly zone?: string | undefined;
}

/** A day and a time in the reader's zone. */
export function TimeText({
  at,
  zone,
  show = 'day-and-time',
}: TimeProps & { show?: 'time' | 'day' | 'day-and-time' }) {
  const format = useFormat();
  const say = { time: format.time, day: format.day, 'day-and-time': format.dayAndTime }[show];
  return <time dateTime={at}>{say(at, zone)}</time>;
}

const minuteMs = 60_000;

/** `3 minutes ago`, kept up to date; the full date is in its title. */
export function RelativeTime({ at }: TimeProps) {
  const format = useFormat();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={format.dayAndTime(at)}>
      {format.relative(at, now)}
    </time>
  );
}
