import type { DraftVersion } from '@jembatan/shared/drafts.contract';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { Writing } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { deviceStorage } from '../../state/device-storage.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { RelativeTime } from '../../ui/Time.tsx';
import { AskedIn } from './AskedIn.tsx';
import { bringUp } from './bring-up.ts';
import { copyText } from './copy-text.ts';
import { type Boxes, DraftSync as Sync } from './draft-sync.ts';
import { askedIn, copiesOf, type Words } from './draft-words.ts';
import { draftDesk, writer } from './drafts.api.ts';
import { openPlace, placeName } from './open-places.ts';
import './drafts.css';

/** The boxes of a page, as they are whenever they are asked. */
function boxesOf(latest: { readonly current: Writing }, onGone: () => void): Boxes {
  const parts = () => {
    const { text, title, tags, poll } = latest.current;
    return { text, title, tags, poll };
  };
  const put = (words: Words, key: string) => {
    const { text, title, tags, poll } = parts();
    if (poll && words.poll !== askedIn(poll.text)) poll.adopt(words.poll, key);
    title?.adopt(words.title, key);
    tags?.adopt(words.tags, key);
    text.adopt(words.text, key);
  };
  return {
    words: () => {
      const { text, title, tags, poll } = parts();
      const beside = { title: title?.text ?? '', tags: tags?.text ?? '' };
      return { text: text.text, ...beside, poll: askedIn(poll?.text ?? '') };
    },
    key: () => latest.current.text.key,
    adopt: put,
    renew: () => latest.current.text.renew(),
    empty: () => {
      for (const part of Object.values(parts())) part?.clear();
      onGone();
    },
  };
}

function useSync(writing: Writing): Sync {
  const app = useApp();
  const t = useText('writing');
  const latest = useRef(writing);
  latest.current = writing;
  const { place, from } = writing;
  const session = app.session.session.value;
  const personId = 'person' in session ? session.person.id : '';
  return useMemo(
    () =>
      new Sync({
        ...{ place, from },
        desk: draftDesk(app.api, place),
        copies: copiesOf(personId, deviceStorage),
        boxes: boxesOf(latest, () => app.announcer.show({ text: t('draft.gone') })),
      }),
    [personId, place.kind, place.id, from?.revision],
  );
}

/** Asks when there is news, and hands over what there is when the page goes away. */
function useNews(sync: Sync, { place }: Writing): void {
  const app = useApp();
  useEffect(() => {
    const close = openPlace(place);
    const onHide = () => document.visibilityState === 'hidden' && void sync.flush();
    const stops = [
      app.socket.on('own:changed', (news) => {
        if (news.what === placeName(place) && news.writer !== writer) void sync.pull();
      }),
      app.socket.onGap(() => void sync.pull()),
    ];
    addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onHide);
    bringUp(app);
    void sync.pull();
    return () => {
      for (const stop of stops) stop();
      removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onHide);
      void sync.flush();
      close();
    };
  }, [sync]);
}

/** A text from another device, with all that can be done with it. */
function Other({ sync, version }: { readonly sync: Sync; readonly version: DraftVersion }) {
  const t = useText('writing');
  const { announcer } = useApp();
  const take = useAction(() => sync.take(version));
  return (
    <div class="note stack-tight" role="status">
      <p>
        {t('draft.other')} <RelativeTime at={version.changedAt} />
      </p>
      <details>
        <summary>{t('draft.show')}</summary>
        {version.title && (
          <p class="strong" dir="auto">
            {version.title}
          </p>
        )}
        <p class="draft-text" dir="auto">
          {version.text}
        </p>
        <AskedIn poll={version.poll} />
      </details>
      <ErrorNote error={take.error} />
      <div class="row">
        <Button busy={take.busy} onClick={() => void take.run()}>
          {t('draft.take')}
        </Button>
        <Button
          look="quiet"
          icon="copy"
          onClick={() => void copyText(version).then((done) => announcer.show({ text: t(done) }))}
        >
          {t('draft.copy')}
        </Button>
        <Button look="quiet" icon="trash" onClick={() => void sync.drop(version)}>
          {t('draft.drop')}
        </Button>
      </div>
    </div>
  );
}

/** By the text that is written: that the hub has it, and what was written elsewhere. */
export function DraftSync(writing: Writing) {
  const t = useText('writing');
  const sync = useSync(writing);
  const { text, title, tags, poll } = writing;
  useEffect(() => sync.looked(), [sync, text.text, title?.text, tags?.text, poll?.text]);
  useNews(sync, writing);
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // From the list of drafts one goes on writing, and nothing else.
    if (writing.place.kind === 'reply' && location.hash === '#reply')
      own.current?.closest('.composer')?.querySelector('textarea')?.focus();
  }, []);
  const state = sync.state.value;
  return (
    <div class="draft-sync" ref={own}>
      {sync.others.value.map((version) => (
        <Other key={version.version} sync={sync} version={version} />
      ))}
      {state !== 'idle' && (
        <p class="small soft draft-state">
          {t(`draft.${state}`)} <a href="/me/drafts">{t('draft.all')}</a>
        </p>
      )}
    </div>
  );
}
