import { Slot } from '../../frame/Slot.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import type { KeptEntry } from '../../kept/kept-store.ts';
import { Pill } from '../../ui/States.tsx';
import { useAsOf } from './use-as-of.ts';
import { useKept } from './use-kept.ts';

function Row({ entry }: { entry: KeptEntry }) {
  const asOf = useAsOf();
  const format = useFormat();
  return (
    <li>
      <a class="list-row" href={`/t/${entry.id}`}>
        <span class="grow">
          <strong class="block" dir="auto">
            {entry.title}
          </strong>
          <span class="soft small">{asOf(entry.keptAt)}</span>
        </span>
        {entry.unread ? <Pill look="count">{format.number(entry.unread)}</Pill> : null}
      </a>
    </li>
  );
}

/** The threads on this device, the last read first. */
export function KeptList({ threads }: { threads: readonly KeptEntry[] }) {
  return (
    <ul class="list">
      {threads.map((entry) => (
        <Row key={entry.id} entry={entry} />
      ))}
    </ul>
  );
}

/** At home without a network: what there is to read all the same. */
export function KeptThreads() {
  const t = useText('offline');
  const { kept } = useKept();
  if (!kept) return null;
  return (
    <section class="stack" aria-labelledby="kept">
      <h2 id="kept">{t('home.title')}</h2>
      <p class="soft">{t(kept.threads.length > 0 ? 'home.text' : 'home.empty')}</p>
      <KeptList threads={kept.threads} />
      <Slot name="outbox" props={{}} />
    </section>
  );
}
