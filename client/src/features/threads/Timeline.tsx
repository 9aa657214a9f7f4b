import { useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import type { Target, ThreadSession } from './thread-session.ts';

interface TimelineProps {
  readonly thread: ThreadSession;
  readonly onGo: (target: Exclude<Target, 'unread'>) => void;
}

/** Jumps about in a long thread: by number, by day, to either end. */
export function Timeline({ thread, onGo }: TimelineProps) {
  const t = useText('threads');
  const state = thread.state.value;
  const run = thread.run.value;
  const [wanted, setWanted] = useState<number | null>(null);
  if (!state || !run) return null;
  const { lastNumber, acceptedNumber, createdAt } = state.thread;
  const here = wanted ?? run.first;
  return (
    <nav class="timeline stack-tight" aria-label={t('timeline.label')}>
      <p class="small soft">
        {t('timeline.shown', {
          first: run.first,
          last: run.last,
          total: lastNumber,
        })}
      </p>
      <label class="timeline-slider">
        <span class="visually-hidden">{t('timeline.slider')}</span>
        <input
          type="range"
          min={1}
          max={lastNumber}
          value={here}
          onInput={(event) => setWanted(Number(event.currentTarget.value))}
          onChange={(event) => {
            setWanted(null);
            onGo({ number: Number(event.currentTarget.value) });
          }}
        />
        <output>{t('timeline.number', { number: here })}</output>
      </label>
      <div class="row">
        <Button look="quiet" onClick={() => onGo({ number: 1 })}>
          {t('timeline.first')}
        </Button>
        <Button look="quiet" onClick={() => onGo('last')}>
          {t('timeline.last')}
        </Button>
        {acceptedNumber !== null && (
          <Button look="quiet" icon="check" onClick={() => onGo({ number: acceptedNumber })}>
            {t('timeline.accepted')}
          </Button>
        )}
      </div>
      <Field
        type="date"
        label={t('timeline.day')}
        min={createdAt.slice(0, 10)}
        max={new Date().toISOString().slice(0, 10)}
        onChange={(event) => {
          const day = new Date(`${event.currentTarget.value}T00:00`);
          if (Number.isFinite(day.getTime())) onGo({ at: day.toISOString() });
        }}
      />
    </nav>
  );
}
