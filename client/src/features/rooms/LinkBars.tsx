import { useText } from '../../i18n/use-text.ts';
import type { LinkQuality } from './room.state.ts';

const filled = { good: 3, fair: 2, poor: 1, reconnecting: 0 } as const;

/** Three bars for a person's connection, named for those who do not see them. */
export function LinkBars({ link }: { link: LinkQuality | 'reconnecting' }) {
  const t = useText('rooms');
  return (
    <span
      class={`bars bars-${link}`}
      role="img"
      aria-label={t(`link.${link}`)}
      title={t(`link.${link}`)}
    >
      {[1, 2, 3].map((bar) => (
        <span key={bar} class={bar <= filled[link] ? 'bar bar-on' : 'bar'} />
      ))}
    </span>
  );
}
