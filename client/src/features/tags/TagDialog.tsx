import type { CommunityId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import {
  type TagFrame,
  type TagUse,
  type TagView,
  tagLimits,
  tagRoutes,
} from '@jembatan/shared/tags.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, SelectField, TextArea } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { namesIn } from './names-in.ts';
import { TagEnd } from './TagEnd.tsx';

export interface TagDialogProps {
  readonly place: CommunityId;
  /** Null makes a new one. */
  readonly tag: TagView | null;
  readonly frame: TagFrame;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What is said of a tag, as the fields hold it. */
function useFields(tag: TagView | null) {
  const [fields, setFields] = useState({
    name: tag?.name ?? '',
    description: tag?.description ?? '',
    aliases: tag?.aliases.join(', ') ?? '',
    groupId: tag?.groupId ?? '',
    use: tag?.use ?? ('everybody' as TagUse),
  });
  const change = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const { aliases, groupId, ...said } = fields;
  return { fields, change, body: { ...said, aliases: namesIn(aliases), groupId: groupId || null } };
}

/** Makes a tag or changes what is said of it, for those who keep tags. */
export function TagDialog({ place, tag, frame, onDone, onClose }: TagDialogProps) {
  const t = useText('tags');
  const { api } = useApp();
  const { fields, change, body } = useFields(tag);
  const save = useAction(async (key) => {
    if (tag)
      await api(tagRoutes.changeTag, { params: { id: place, tag: tag.name }, body }, { key });
    else await api(tagRoutes.createTag, { params: { id: place }, body }, { key });
    onDone();
    onClose();
  });
  return (
    <Dialog open title={tag ? t('edit', { name: tag.name }) : t('make')} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <Field
          label={t('name')}
          value={fields.name}
          maxLength={limits.tag}
          required
          onInput={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <Field
          label={t('aliases')}
          hint={t('aliasesHint')}
          value={fields.aliases}
          onInput={({ currentTarget }) => change({ aliases: currentTarget.value })}
        />
        <TextArea
          label={t('description')}
          value={fields.description}
          maxLength={tagLimits.description}
          onInput={({ currentTarget }) => change({ description: currentTarget.value })}
        />
        {frame.groups.length > 0 && (
          <SelectField
            label={t('group')}
            value={fields.groupId}
            onChange={({ currentTarget }) => change({ groupId: currentTarget.value })}
          >
            <option value="">{t('noGroup')}</option>
            {frame.groups.map((group) => (
              <option key={group.id} value={group.id}>
                {group.name}
              </option>
            ))}
          </SelectField>
        )}
        <label class="check">
          <input
            type="checkbox"
            checked={fields.use === 'staff'}
            onChange={({ currentTarget }) =>
              change({ use: currentTarget.checked ? 'staff' : 'everybody' })
            }
          />
          {t('onlyStaff')}
        </label>
        <ErrorNote error={save.error} />
        <Button look="primary" type="submit" busy={save.busy}>
          {t('save')}
        </Button>
      </form>
      {tag && <TagEnd place={place} tag={tag} onDone={onDone} onClose={onClose} />}
    </Dialog>
  );
}
