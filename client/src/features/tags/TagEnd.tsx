import { limits } from '@jembatan/shared/limits';
import { tagRoutes } from '@jembatan/shared/tags.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import type { TagDialogProps } from './TagDialog.tsx';

type TagEndProps = Pick<TagDialogProps, 'place' | 'onDone' | 'onClose'> & {
  readonly tag: NonNullable<TagDialogProps['tag']>;
};

/** The two ways a tag ends: as part of another one, or taken away. Asked about once. */
export function TagEnd({ place, tag, onDone, onClose }: TagEndProps) {
  const t = useText('tags');
  const { api } = useApp();
  const [into, setInto] = useState('');
  const [asking, setAsking] = useState(false);
  const params = { id: place, tag: tag.name };
  const done = () => {
    onDone();
    onClose();
  };
  const merge = useAction(async (key) => {
    await api(tagRoutes.mergeTag, { params, body: { into } }, { key });
    done();
  });
  const remove = useAction(async () => {
    await api(tagRoutes.removeTag, { params });
    done();
  });
  return (
    <>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void merge.run();
        }}
      >
        <Field
          label={t('into')}
          hint={t('intoHint')}
          value={into}
          maxLength={limits.tag}
          required
          onInput={({ currentTarget }) => setInto(currentTarget.value)}
        />
        <ErrorNote error={merge.error} />
        <Button type="submit" busy={merge.busy}>
          {t('merge')}
        </Button>
      </form>
      <ErrorNote error={remove.error} />
      {asking ? (
        <div class="stack">
          <p>{t('removeText', { count: tag.count })}</p>
          <Button look="harm" busy={remove.busy} onClick={() => void remove.run()}>
            {t('remove', { name: tag.name })}
          </Button>
        </div>
      ) : (
        <Button look="quiet" icon="trash" onClick={() => setAsking(true)}>
          {t('remove', { name: tag.name })}
        </Button>
      )}
    </>
  );
}
