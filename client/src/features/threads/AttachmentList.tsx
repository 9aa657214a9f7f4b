import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { useErrorText } from '../../ui/States.tsx';
import type { Attachment } from './use-attachments.ts';

interface AttachmentListProps {
  readonly items: readonly Attachment[];
  readonly onDescribe: (item: Attachment, alt: string) => void;
  readonly onDrop: (item: Attachment) => void;
  readonly onRetry: (item: Attachment) => void;
}

const mb = 1_048_576;

function State({ item, onRetry }: { item: Attachment; onRetry: () => void }) {
  const t = useText('threads');
  const say = useErrorText();
  const format = useFormat();
  if (item.error) {
    return (
      <p class="field-error" role="alert">
        {say(item.error)} <Button onClick={onRetry}>{t('file.again')}</Button>
      </p>
    );
  }
  if (item.stored) return null;
  if (item.waiting)
    return (
      <p class="small" role="status">
        {item.progress > 0 ? t('file.partly', { percent: item.progress }) : t('pending.waiting')}
      </p>
    );
  return (
    <>
      <progress
        max={100}
        value={item.progress}
        aria-label={t('file.uploading', { name: item.name })}
      />
      <span class="small soft">
        {t('file.percent', {
          percent: item.progress,
          size: format.number(Math.max(0.1, Math.round((item.bytes / mb) * 10) / 10)),
        })}
      </span>
    </>
  );
}

/** Files of the text being written: how far they are, and what is to be seen in pictures. */
export function AttachmentList({ items, onDescribe, onDrop, onRetry }: AttachmentListProps) {
  const t = useText('threads');
  if (items.length === 0) return null;
  return (
    <ul class="attachments">
      {items.map((item) => (
        <li key={item.id} class="attachment">
          <div class="row-between">
            <span class="small grow attachment-name">
              <bdi>{item.name}</bdi>
            </span>
            <IconButton
              icon="close"
              label={t('file.drop', { name: item.name })}
              onClick={() => onDrop(item)}
            />
          </div>
          <State item={item} onRetry={() => onRetry(item)} />
          {item.isImage && !item.error && (
            <Field
              label={t('file.alt')}
              hint={t('file.altHint')}
              value={item.alt}
              maxLength={300}
              onInput={(event) => onDescribe(item, event.currentTarget.value)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
