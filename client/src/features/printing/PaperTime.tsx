import { deviceZone } from '@jembatan/shared/zoned';
import { useI18n } from '../../i18n/use-text.ts';

/** A day with its year, and a time in the reader's zone: paper is read when "today" is long ago. */
export function PaperTime({ at }: { readonly at: string }) {
  const { language, zone } = useI18n();
  const say = new Intl.DateTimeFormat(language.value, {
    ...{ dateStyle: 'medium', timeStyle: 'short' },
    timeZone: zone.value || deviceZone(),
  });
  return <time dateTime={at}>{say.format(new Date(at))}</time>;
}
