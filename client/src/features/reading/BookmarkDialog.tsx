import type { PostId } from '@jembatan/shared/ids';
import { type BookmarkView, bookmarkNote, readingRoutes } from '@jembatan/shared/reading.contract';
import { deviceZone, instantOf, localOf } from '@jembatan/shared/zoned';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { quickMoments } from './moments.ts';

interface BookmarkDialogProps {
  readonly post: { readonly id: PostId; readonly number: number };
  readonly onClose: () => void;
  readonly onChanged?: () => void;
}

/** Keeps a post for later, with a note and a time to be reminded at. */
export function BookmarkDialog({ post, onClose, onChanged }: BookmarkDialogProps) {
  const t = useText('reading');
  const { api } = useApp();
  const found = useResource(`bookmark ${post.id}`, (signal) =>
    api(readingRoutes.getBookmark, { params: { id: post.id } }, { signal }),
  );
  return (
    <Dialog open title={t('bookmark.title', { number: post.number })} onClose={onClose}>
      <Loaded resource={found}>
        {({ bookmark }) => (
          <BookmarkForm
            {...{ post, bookmark, onClose, onChanged: onChanged ?? (() => undefined) }}
          />
        )}
      </Loaded>
    </Dialog>
  );
}

interface BookmarkFormProps extends Required<BookmarkDialogProps> {
  readonly bookmark: BookmarkView | null;
}

function BookmarkForm({ post, bookmark, onClose, onChanged }: BookmarkFormProps) {
  const t = useText('reading');
  const { api, announcer } = useApp();
  const zone = useI18n().zone.value || deviceZone();
  const [note, setNote] = useState(bookmark?.note ?? '');
  const [remindAt, setRemindAt] = useState(bookmark?.remindAt ?? null);
  const done = (said: 'saved' | 'removed') => {
    announcer.show({ text: t(`bookmark.${said}`) });
    onChanged();
    onClose();
  };
  const save = useAction(async () => {
    const body = { note, remindAt };
    await api(readingRoutes.setBookmark, { params: { id: post.id }, body });
    done('saved');
  });
  const remove = useAction(async () => {
    await api(readingRoutes.removeBookmark, { params: { id: post.id } });
    done('removed');
  });
  return (
    <div class="stack">
      <TextArea
        label={t('bookmark.note')}
        hint={t('bookmark.private')}
        value={note}
        rows={2}
        maxLength={bookmarkNote}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <Moment zone={zone} value={remindAt} onChange={setRemindAt} />
      <ErrorNote error={save.error ?? remove.error} />
      <div class="row">
        <Button look="primary" busy={save.busy} onClick={() => void save.run()}>
          {t('bookmark.save')}
        </Button>
        {bookmark && (
          <Button look="quiet" icon="trash" busy={remove.busy} onClick={() => void remove.run()}>
            {t('bookmark.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface MomentProps {
  readonly zone: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

function Moment({ zone, value, onChange }: MomentProps) {
  const t = useText('reading');
  return (
    <fieldset class="fieldset">
      <legend>{t('remind.title')}</legend>
      <div class="row">
        {quickMoments(zone).map(([name, instant]) => (
          <Button key={name} look="quiet" onClick={() => onChange(instant)}>
            {t(`remind.${name}`)}
          </Button>
        ))}
      </div>
      <Field
        type="datetime-local"
        label={t('remind.at')}
        value={value ? localOf(value, zone).slice(0, 16) : ''}
        onInput={(event) => {
          const wall = event.currentTarget.value;
          onChange(wall ? instantOf(wall, zone) : null);
        }}
      />
    </fieldset>
  );
}
