import type { CommunityId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import { type TagFrame, type TagGroupView, tagRoutes } from '@jembatan/shared/tags.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';

interface FrameDialogProps {
  readonly place: CommunityId;
  readonly frame: TagFrame;
  /** Something was changed: what is shown is asked for again. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

type PartProps = Omit<FrameDialogProps, 'onClose'>;

function Making({ place, frame, onDone }: PartProps) {
  const t = useText('tags');
  const { api } = useApp();
  const set = useAction(async (_key, making: TagFrame['making']) => {
    await api(tagRoutes.setTagFrame, { params: { id: place }, body: { making } });
    onDone();
  });
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={frame.making === 'staff'}
          onChange={({ currentTarget }) =>
            void set.run(currentTarget.checked ? 'staff' : 'everybody')
          }
        />
        {t('onlyStaffMakes')}
      </label>
      <ErrorNote error={set.error} />
    </>
  );
}

function Group({ place, group, onDone }: PartProps & { group: TagGroupView }) {
  const t = useText('tags');
  const { api } = useApp();
  const params = { id: place, groupId: group.id };
  const change = useAction(async (_key, oneOf: boolean) => {
    await api(tagRoutes.changeTagGroup, { params, body: { oneOf } });
    onDone();
  });
  const remove = useAction(async () => {
    await api(tagRoutes.removeTagGroup, { params });
    onDone();
  });
  return (
    <li class="stack-tight">
      <div class="row-between">
        <bdi class="strong grow">{group.name}</bdi>
        <IconButton
          icon="trash"
          label={t('removeGroup', { name: group.name })}
          onClick={() => void remove.run()}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={group.oneOf}
          onChange={({ currentTarget }) => void change.run(currentTarget.checked)}
        />
        {t('oneOf')}
      </label>
      <ErrorNote error={change.error ?? remove.error} />
    </li>
  );
}

function NewGroup({ place, onDone }: PartProps) {
  const t = useText('tags');
  const { api } = useApp();
  const [name, setName] = useState('');
  const make = useAction(async (key) => {
    await api(tagRoutes.createTagGroup, { params: { id: place }, body: { name } }, { key });
    setName('');
    onDone();
  });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void make.run();
      }}
    >
      <Field
        label={t('newGroup')}
        hint={t('newGroupHint')}
        value={name}
        maxLength={limits.tag}
        required
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      <ErrorNote error={make.error} />
      <Button type="submit" icon="plus" busy={make.busy}>
        {t('makeGroup')}
      </Button>
    </form>
  );
}

/** What holds for the tags of a community: who makes new ones, and their groups. */
export function FrameDialog({ onClose, ...part }: FrameDialogProps) {
  const t = useText('tags');
  return (
    <Dialog open title={t('groups')} onClose={onClose}>
      <Making {...part} />
      {part.frame.groups.length > 0 && (
        <ul class="tag-groups stack">
          {part.frame.groups.map((group) => (
            <Group key={group.id} {...part} group={group} />
          ))}
        </ul>
      )}
      <NewGroup {...part} />
    </Dialog>
  );
}
