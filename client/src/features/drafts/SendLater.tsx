import { spaceId, threadId } from '@jembatan/shared/ids';
import { scheduledRoutes } from '@jembatan/shared/scheduled.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { Slots } from '../../feature.ts';
import { useI18n, useText } from '../../i18n/use-text.ts';
import type { Api } from '../../net/http.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { momentOf, type When, WhenFields, whenOf } from './WhenFields.tsx';

type Planned = NonNullable<ReturnType<Slots['send-later']['take']>>;

const dayMs = 86_400_000;

function ask(api: Api, { kind, id, input }: Planned, { when, key }: { when: When; key: string }) {
  const moment = momentOf(when);
  if (kind === 'reply') {
    const params = { id: threadId.parse(id) };
    return api(
      scheduledRoutes.scheduleReply,
      { params, body: { post: input, ...moment } },
      { key },
    );
  }
  const params = { id: spaceId.parse(id) };
  return api(
    scheduledRoutes.scheduleThread,
    { params, body: { thread: input, ...moment } },
    { key },
  );
}

/** Below a text: sends it at a time its writer chooses. */
export function SendLater({ take, onPlanned }: Slots['send-later']) {
  const t = useText('drafts');
  const { api, announcer } = useApp();
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = useI18n().zone.value ?? device;
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [when, setWhen] = useState(() => whenOf(Date.now() + dayMs, own));
  const send = useAction(async (key, what: Planned, chosen: When) => {
    await ask(api, what, { when: chosen, key });
    setPlanned(null);
    onPlanned();
    announcer.show({ text: t('later.planned') });
  });
  return (
    <>
      <Button class="send-later" look="quiet" icon="clock" onClick={() => setPlanned(take())}>
        {t('later.open')}
      </Button>
      <Dialog open={planned !== null} title={t('later.open')} onClose={() => setPlanned(null)}>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (planned) void send.run(planned, when);
          }}
        >
          <p class="soft">{t('later.about')}</p>
          <WhenFields when={when} onChange={setWhen} />
          <ErrorNote error={send.error} />
          <Button look="primary" icon="send" type="submit" busy={send.busy}>
            {t('later.do')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
