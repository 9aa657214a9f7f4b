import { useText } from '../../i18n/use-text.ts';

/** `4:05`, `1:00:00`: what is left of a wait. */
function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, ...rest] = parts;
  const shown = hours > 0 ? parts : rest;
  return shown.map((part, n) => (n > 0 ? String(part).padStart(2, '0') : String(part))).join(':');
}

/** How long slow mode lets a writer wait: counted for eyes, said once for ears. */
export function Countdown({ seconds }: { seconds: number }) {
  const t = useText('spaces');
  if (seconds <= 0) return null;
  return (
    <p>
      <span aria-hidden="true" class="countdown">
        {t('slow.wait', { time: clock(seconds) })}
      </span>
      <span class="visually-hidden" role="status">
        {t('slow.waiting')}
      </span>
    </p>
  );
}
