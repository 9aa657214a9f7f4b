import { useEffect, useState } from 'preact/hooks';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';

/** Cities from west to east, as they stand on the bridge. */
const cities = [
  { key: 'newYork', zone: 'America/New_York' },
  { key: 'berlin', zone: 'Europe/Berlin' },
  { key: 'cairo', zone: 'Africa/Cairo' },
  { key: 'jakarta', zone: 'Asia/Jakarta' },
] as const;

const minuteMs = 60_000;

function Drawing() {
  return (
    <svg
      class="bridge"
      viewBox="0 0 640 150"
      aria-hidden="true"
      focusable="false"
      preserveAspectRatio="none"
    >
      <path
        class="bridge-water"
        d="M0 138c40-8 80-8 120 0s80 8 120 0 80-8 120 0 80 8 120 0 80-8 160 0v12H0z"
      />
      <path class="bridge-arch" d="M20 118C120 10 220 10 320 118M320 118C420 10 520 10 620 118" />
      <path class="bridge-deck" d="M0 118h640" />
      <path
        class="bridge-rod"
        d="M80 118V68M125 118V44M170 118V37M215 118V44M260 118V68M380 118V68M425 118V44M470 118V37M515 118V44M560 118V68"
      />
    </svg>
  );
}

/** What time it is now, over there: the reason for half of what this hub does. */
export function BridgeOfHours() {
  const t = useText('landing');
  const format = useFormat();
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), minuteMs / 4);
    return () => clearInterval(timer);
  }, []);
  return (
    <figure class="hours">
      <figcaption class="visually-hidden">{t('hours')}</figcaption>
      <ul class="hours-list">
        {cities.map(({ key, zone }) => (
          <li key={key} class="hour">
            <time class="hour-time" dateTime={now}>
              {format.time(now, zone)}
            </time>
            <span class="hour-city">{t(`cities.${key}`)}</span>
          </li>
        ))}
      </ul>
      <Drawing />
    </figure>
  );
}
