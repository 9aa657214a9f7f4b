import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';

const dayMs = 86_400_000;

/** Says when something was kept (milliseconds since 1970): `As of 07:40`, with the day when it is long ago. */
export function useAsOf(): (at: number) => string {
  const t = useText('offline');
  const format = useFormat();
  return (at) => {
    const instant = new Date(at).toISOString();
    const time = Date.now() - at < dayMs ? format.time(instant) : format.dayAndTime(instant);
    return t('asOf', { time });
  };
}
