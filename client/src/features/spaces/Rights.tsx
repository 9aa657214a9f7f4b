import { communityRoutes, type SpaceView } from '@jembatan/shared/communities.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { abilities, isFixed, may, type Row, rows, tick } from './rights.ts';
import './spaces.css';

interface TableProps {
  readonly rights: SpaceView['rights'];
  /** Absent for those who may only look. */
  readonly onChange?: ((rights: SpaceView['rights']) => void) | undefined;
}

function RightsRow({ row, rights, onChange }: TableProps & { row: Row }) {
  const t = useText('spaces');
  return (
    <tr>
      <th scope="row">{t(`role.${row}`)}</th>
      {abilities.map((ability) => (
        <td key={ability}>
          {row === 'visitor' && ability !== 'read' ? (
            <span class="soft">
              <span aria-hidden="true">–</span>
              <span class="visually-hidden">{t('rights.never')}</span>
            </span>
          ) : (
            <label>
              <input
                type="checkbox"
                aria-label={t('rights.cell', {
                  role: t(`role.${row}`),
                  ability: t(`ability.${ability}`),
                })}
                checked={may(rights, row, ability)}
                disabled={!onChange || isFixed(row, ability)}
                onChange={(event) =>
                  onChange?.(tick(rights, { row, ability }, event.currentTarget.checked))
                }
              />
            </label>
          )}
        </td>
      ))}
    </tr>
  );
}

/** Who may what, as a table: roles down, rights across. */
function RightsTable(props: TableProps) {
  const t = useText('spaces');
  return (
    <table class="matrix">
      <caption class="small soft">{t('rights.caption')}</caption>
      <thead>
        <tr>
          <td />
          {abilities.map((ability) => (
            <th key={ability} scope="col">
              {t(`ability.${ability}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RightsRow key={row} row={row} {...props} />
        ))}
      </tbody>
    </table>
  );
}

/** Which role may do what in a forum; owners change it, other staff sees it. */
export function Rights({
  space,
  onSaved,
}: {
  space: SpaceView;
  onSaved: (view: SpaceView) => void;
}) {
  const t = useText('spaces');
  const { api, announcer } = useApp();
  const [rights, setRights] = useState(space.rights);
  const save = useAction(async () => {
    onSaved(await api(communityRoutes.changeSpace, { params: { id: space.id }, body: { rights } }));
    announcer.show({ text: t('rights.saved') });
  });
  const canSet = space.can.setRights;
  return (
    <div class="stack">
      <RightsTable rights={rights} onChange={canSet ? setRights : undefined} />
      <ul class="small soft">
        <li>{t('rights.owners')}</li>
        <li>{t('rights.visitors')}</li>
        <li>{t('rights.order')}</li>
      </ul>
      {!canSet && <p class="note">{t('rights.ask')}</p>}
      <ErrorNote error={save.error} />
      {canSet && (
        <div>
          <Button look="primary" busy={save.busy} onClick={() => void save.run()}>
            {t('form.save')}
          </Button>
        </div>
      )}
    </div>
  );
}
