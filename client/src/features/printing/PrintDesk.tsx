import type { ThreadView } from '@jembatan/shared/threads.view';
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { type Gathered, mostPosts, type Range } from './gathering.ts';

/** Pictures are waited for so long; paper without one is better than no paper. */
const picturesMs = 15_000;

interface PrintDeskProps {
  readonly thread: ThreadView;
  readonly gathered: Gathered;
  readonly paper: RefObject<HTMLElement | null>;
  readonly onRange: (range: Range) => void;
}

/** Pictures further down come only when somebody scrolls there, which paper never does. */
async function bringPictures(paper: HTMLElement | null): Promise<void> {
  const waiting = [...(paper?.querySelectorAll('img') ?? [])].filter((one) => !one.complete);
  const arrivals = waiting.map((one) => {
    one.loading = 'eager';
    return new Promise((arrived) => {
      one.addEventListener('load', arrived, { once: true });
      one.addEventListener('error', arrived, { once: true });
    });
  });
  const patience = new Promise((over) => setTimeout(over, picturesMs));
  await Promise.race([Promise.all(arrivals), patience]);
}

function PartForm({ thread, gathered: { range }, onRange }: Omit<PrintDeskProps, 'paper'>) {
  const t = useText('printing');
  const [from, setFrom] = useState(String(range.from));
  const [to, setTo] = useState(String(range.to));
  const bounds = { type: 'number', min: 1, max: thread.lastNumber, required: true } as const;
  return (
    <form
      class="print-part"
      onSubmit={(event) => {
        event.preventDefault();
        onRange({ from: Number(from), to: Number(to) });
      }}
    >
      <Field
        {...bounds}
        label={t('from')}
        value={from}
        onInput={(event) => setFrom(event.currentTarget.value)}
      />
      <Field
        {...bounds}
        label={t('to')}
        value={to}
        onInput={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit">{t('show')}</Button>
    </form>
  );
}

/** What is done before printing: how far the posts are here, which of them, and the print itself. */
export function PrintDesk({ thread, gathered, paper, onRange }: PrintDeskProps) {
  const t = useText('printing');
  const { range, count: done, isWhole } = gathered;
  const total = range.to - range.from + 1;
  const print = useAction(async () => {
    await bringPictures(paper.current);
    globalThis.print();
  });
  return (
    <section class="card stack print-desk" aria-label={t('title')}>
      {thread.lastNumber > mostPosts && (
        <p>{t('tooMany', { count: thread.lastNumber, most: mostPosts })}</p>
      )}
      {!isWhole && (
        <label class="stack-tight">
          <span>{t('progress', { count: total, done })}</span>
          <progress max={total} value={done} />
        </label>
      )}
      <div class="row">
        <Button look="primary" busy={!isWhole || print.busy} onClick={() => void print.run()}>
          {t('print')}
        </Button>
        <ButtonLink look="quiet" href={`/t/${thread.id}/${thread.slug}`}>
          {t('back')}
        </ButtonLink>
      </div>
      {thread.lastNumber > 1 && (
        <PartForm key={`${range.from}-${range.to}`} {...{ thread, gathered, onRange }} />
      )}
    </section>
  );
}
