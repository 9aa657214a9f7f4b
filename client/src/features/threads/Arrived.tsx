import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';

const dayMs = 86_400_000;

/** A text that waited for a network: both times, in the reader's zone. */
export function Arrived({ written, arrived }: { written: string; arrived: string }) {
  const t = useText('threads');
  const format = useFormat();
  const isLong = Date.parse(arrived) - Date.parse(written) > dayMs / 2;
  const say = isLong ? format.dayAndTime : format.time;
  return (
    <span class="small soft">
      {t('post.arrived', { written: say(written), arrived: say(arrived) })}
    </span>
  );
}
