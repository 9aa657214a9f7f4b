import { AppError, isErrorCode } from '@jembatan/shared/errors';
import { type ScheduledView, scheduledRoutes } from '@jembatan/shared/scheduled.contract';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import { MoreButton } from '../../frame/MoreButton.tsx';
import { usePages } from '../../frame/use-pages.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote, useErrorText } from '../../ui/States.tsx';
import { TimeText } from '../../ui/Time.tsx';
import { Asked } from './AskedIn.tsx';
import { ChangeScheduled } from './ChangeScheduled.tsx';

/** Why it was not sent, or what it waits for beside its time. */
function Problem({ one }: { readonly one: ScheduledView }) {
  const t = useText('drafts');
  const words = useErrorText();
  if (!isErrorCode(one.problem)) return null;
  return (
    <p class="small" role={one.state === 'failed' ? 'alert' : undefined}>
      {one.state === 'failed' && <strong>{t('later.failed')} </strong>}
      {words(new AppError(one.problem))}
    </p>
  );
}

interface RowProps {
  readonly one: ScheduledView;
  readonly onChange: () => void;
}

function ScheduledRow({ one, onChange }: RowProps) {
  const t = useText('drafts');
  const { api, announcer } = useApp();
  const { route } = useLocation();
  const params = { id: one.id };
  const sendNow = useAction(async () => {
    const { threadId, number } = await api(scheduledRoutes.sendScheduled, { params });
    route(`/t/${threadId}#p${number}`);
  });
  const cancel = useAction(async () => {
    await api(scheduledRoutes.cancelScheduled, { params, query: { keep: 'draft' } });
    announcer.show({ text: t('later.cancelled') });
  });
  return (
    <div class="stack-tight draft-row">
      <div class="list-row">
        <span class="grow">
          <span class="block small soft">
            {t(`kind.${one.kind}`)} {one.place.title && <bdi>{one.place.title}</bdi>}
            {!one.place.title && t('unreachable')}
          </span>
          {one.title && (
            <span class="block strong" dir="auto">
              {one.title}
            </span>
          )}
          <span class="block clamp" dir="auto">
            {one.text}
          </span>
          {one.poll && <Asked {...one.poll} />}
          <span class="small soft">
            {t('later.at')} <TimeText at={one.sendAt} />
          </span>
        </span>
      </div>
      <Problem one={one} />
      <ErrorNote error={sendNow.error ?? cancel.error} />
      <div class="row">
        <Button icon="edit" onClick={onChange}>
          {t('later.change')}
        </Button>
        <Button look="quiet" icon="send" busy={sendNow.busy} onClick={() => void sendNow.run()}>
          {t('later.now')}
        </Button>
        <Button look="quiet" icon="trash" busy={cancel.busy} onClick={() => void cancel.run()}>
          {t('later.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** What is sent later or could not be, the next first; nothing when there is none. */
export function ScheduledList() {
  const t = useText('drafts');
  const { api, socket } = useApp();
  const [changing, setChanging] = useState<ScheduledView | null>(null);
  const paged = usePages('scheduled', (cursor, signal) =>
    api(scheduledRoutes.listScheduled, { query: { cursor } }, signal ? { signal } : {}),
  );
  const { reload, value } = paged.resource;
  useEffect(() => {
    const stops = [
      socket.on('own:changed', ({ what }) => what === 'scheduled' && reload()),
      socket.onGap(reload),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  if (!value || value.items.length === 0) return <ErrorNote error={paged.resource.error} />;
  return (
    <section class="stack" aria-label={t('later.title')}>
      <h2>{t('later.title')}</h2>
      <ul class="list">
        {value.items.map((one) => (
          <li key={one.id}>
            <ScheduledRow one={one} onChange={() => setChanging(one)} />
          </li>
        ))}
      </ul>
      <MoreButton paged={paged} />
      {changing && <ChangeScheduled one={changing} onClose={() => setChanging(null)} />}
    </section>
  );
}
