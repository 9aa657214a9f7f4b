import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { deviceNotes } from '../../kept/device-notes.ts';
import { limitChoicesMb } from '../../kept/keep-rules.ts';
import { keptStore } from '../../kept/kept-store.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { KeptList } from './KeptThreads.tsx';
import { tellWorker } from './keeping-state.ts';
import { type Kept, useKept } from './use-kept.ts';
import './offline.css';

const megabyte = 1_000_000;

/** What the browser itself counts for this hub, the app included; null where it does not say. */
function useUsage(): number | null {
  const [usage, setUsage] = useState<number | null>(null);
  useEffect(() => {
    navigator.storage?.estimate?.().then(
      ({ usage: bytes }) => setUsage(bytes ?? null),
      () => undefined,
    );
  }, []);
  return usage;
}

function Used({ kept, onChanged }: { kept: Kept; onChanged: () => void }) {
  const t = useText('offline');
  const format = useFormat();
  const usage = useUsage();
  const say = (bytes: number) => format.number(Math.round(bytes / (megabyte / 10)) / 10);
  return (
    <section class="stack" aria-labelledby="used">
      <h2 id="used">{t('used.title')}</h2>
      <p>{t('used.text', { used: say(kept.bytes), limit: format.number(kept.limitMb) })}</p>
      <meter
        class="kept-meter"
        aria-labelledby="used"
        min={0}
        max={kept.limitMb * megabyte}
        value={kept.bytes}
      />
      {usage !== null && <p class="soft small">{t('used.all', { used: say(usage) })}</p>}
      <SelectField
        label={t('used.limit')}
        hint={t('used.limitHint')}
        value={String(kept.limitMb)}
        onChange={(event) => {
          void deviceNotes
            .setLimitMb(Number(event.currentTarget.value))
            .then(() => tellWorker({ kind: 'settle' }))
            .then(onChanged);
        }}
      >
        {limitChoicesMb.map((mb) => (
          <option key={mb} value={String(mb)}>
            {t('used.mb', { mb: format.number(mb) })}
          </option>
        ))}
      </SelectField>
    </section>
  );
}

function Threads({ kept, onChanged }: { kept: Kept; onChanged: () => void }) {
  const t = useText('offline');
  const { session, announcer } = useApp();
  const current = session.session.value;
  if (kept.threads.length === 0) return <EmptyState sentence={t('threads.empty')} />;
  return (
    <section class="stack" aria-labelledby="with-you">
      <h2 id="with-you">{t('threads.title')}</h2>
      <KeptList threads={kept.threads} />
      <div>
        <Button
          icon="trash"
          onClick={() => {
            if (!('person' in current)) return;
            void keptStore.erase(current.person.id).then(() => {
              announcer.show({ text: t('threads.cleared') });
              onChanged();
            });
          }}
        >
          {t('threads.clear')}
        </Button>
      </div>
    </section>
  );
}

function Shared({ kept, onChanged }: { kept: Kept; onChanged: () => void }) {
  const t = useText('offline');
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={kept.isShared}
        onChange={({ currentTarget: { checked } }) => {
          void deviceNotes
            .setShared(checked)
            .then(() => tellWorker({ kind: 'settle' }))
            .then(onChanged);
        }}
      />
      <span>
        {t('shared')}
        <br />
        <span class="small soft">{t('sharedHint')}</span>
      </span>
    </label>
  );
}

/** What this device has with it, how much of it, and what may be changed about that. */
export function OfflinePage() {
  const t = useText('offline');
  const { kept, reload } = useKept();
  return (
    <Page title={t('title')} lead={<p class="soft">{t('lead')}</p>}>
      <div class="stack-wide">
        <Slot name="outbox" props={{}} />
        {kept && <Shared kept={kept} onChanged={reload} />}
        {kept && !kept.isShared && <Used kept={kept} onChanged={reload} />}
        {kept && !kept.isShared && <Threads kept={kept} onChanged={reload} />}
        {!navigator.serviceWorker && <p class="note">{t('none')}</p>}
      </div>
    </Page>
  );
}
