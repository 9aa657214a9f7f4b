import { deviceZone } from '@jembatan/shared/zoned';
import { useI18n } from '../../i18n/use-text.ts';

/** The zone the reader sees times in. */
export function useOwnZone(): string {
  return useI18n().zone.value ?? deviceZone();
}

/** Says an instant in the reader's zone, and which zone that is. */
export function useMoment(): (instant: string) => string {
  const zone = useOwnZone();
  const locale = useI18n().language.value;
  return (instant) => {
    const at = new Date(instant);
    const sameYear = at.getFullYear() === new Date().getFullYear();
    return new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      ...(!sameYear && { year: 'numeric' }),
      hour: '2-digit',
      minute: '2-digit',
      timeZone: zone,
      timeZoneName: 'short',
    }).format(at);
  };
}
