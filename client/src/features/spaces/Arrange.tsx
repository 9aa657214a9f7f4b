import {
  type CommunityView,
  communityRoutes,
  type SpaceView,
} from '@jembatan/shared/communities.contract';
import { useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { type Move, moveWithin } from './arrange.ts';
import { SpaceMark } from './SpaceMark.tsx';

interface ArrangeProps {
  readonly community: CommunityView;
  readonly spaces: readonly SpaceView[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

interface RowProps {
  readonly space: SpaceView;
  readonly busy: boolean;
  readonly over: boolean;
  readonly onStep: (step: 1 | -1) => void;
  readonly onDrag: (what: 'start' | 'over' | 'drop' | 'end') => void;
}

/** Dragged by those who can, moved by its buttons by everybody. */
function Row({ space, busy, over, onStep, onDrag }: RowProps) {
  const t = useText('spaces');
  const classes = [
    'arrange-row',
    space.parentId ? 'arrange-inner' : '',
    over ? 'arrange-over' : '',
  ];
  return (
    <li
      class={classes.filter(Boolean).join(' ')}
      draggable={!busy}
      onDragStart={() => onDrag('start')}
      onDragOver={(event) => {
        event.preventDefault();
        onDrag('over');
      }}
      onDrop={(event) => {
        event.preventDefault();
        onDrag('drop');
      }}
      onDragEnd={() => onDrag('end')}
    >
      <SpaceMark colour={space.colour} icon={space.icon} small />
      <bdi class="grow">{space.name}</bdi>
      <IconButton
        class="turn-up"
        icon="down"
        label={t('arrange.up', { name: space.name })}
        onClick={() => onStep(-1)}
      />
      <IconButton
        icon="down"
        label={t('arrange.down', { name: space.name })}
        onClick={() => onStep(1)}
      />
    </li>
  );
}

/** Whose order is changed: the reader's own, or everybody's by those who may. */
function WhoseOrder({ forAll, onChange }: { forAll: boolean; onChange: (all: boolean) => void }) {
  const t = useText('spaces');
  return (
    <fieldset class="fieldset">
      <legend>{t('arrange.whose')}</legend>
      {([false, true] as const).map((all) => (
        <label key={String(all)} class="choice">
          <input
            type="radio"
            name="whose"
            checked={all === forAll}
            onChange={() => onChange(all)}
          />
          <span>{t(all ? 'arrange.forAll' : 'arrange.forMe')}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Puts the forums in order; each move holds at once. */
export function Arrange({ community, spaces, onChanged, onClose }: ArrangeProps) {
  const t = useText('spaces');
  const { api, announcer } = useApp();
  const [items, setItems] = useState(spaces);
  const [forAll, setForAll] = useState(false);
  const [over, setOver] = useState<string | null>(null);
  const dragged = useRef<string | null>(null);
  const params = { id: community.id };
  const canManage = spaces.some(({ can }) => can.manage);

  const save = useAction(async (_key, moved: Move) => {
    setItems(moved.items);
    const { space, after } = moved;
    if (forAll)
      await api(communityRoutes.changeSpace, { params: { id: space.id }, body: { after } });
    else
      await api(communityRoutes.orderSpaces, {
        params,
        body: { ids: moved.items.map(({ id }) => id) },
      });
    announcer.announce(t('arrange.moved', { name: space.name, position: moved.position }));
    onChanged();
  });
  const common = useAction(async () => {
    await api(communityRoutes.orderSpaces, { params, body: { ids: [] } });
    setItems((await api(communityRoutes.listSpaces, { params })).items);
    onChanged();
  });
  const move = (id: string, to: { step: 1 | -1 } | { before: string }) => {
    const moved = moveWithin(items, id, to);
    if (moved && !save.busy) void save.run(moved);
  };
  const onDrag = (id: string) => (what: 'start' | 'over' | 'drop' | 'end') => {
    if (what === 'start') dragged.current = id;
    if (what === 'over') setOver(id);
    if (what === 'drop' && dragged.current) move(dragged.current, { before: id });
    if (what === 'drop' || what === 'end') setOver(null);
  };

  return (
    <Dialog open title={t('arrange.title')} onClose={onClose}>
      {canManage && <WhoseOrder forAll={forAll} onChange={setForAll} />}
      <ol class="arrange">
        {items.map((space) => (
          <Row
            key={space.id}
            space={space}
            busy={save.busy}
            over={over === space.id}
            onStep={(step) => move(space.id, { step })}
            onDrag={onDrag(space.id)}
          />
        ))}
      </ol>
      <ErrorNote error={save.error ?? common.error} />
      <div class="row">
        <Button look="primary" onClick={onClose}>
          {t('arrange.done')}
        </Button>
        {!forAll && (
          <Button look="quiet" busy={common.busy} onClick={() => void common.run()}>
            {t('arrange.common')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
