import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { Name } from '../../ui/Person.tsx';
import { TimeText } from '../../ui/Time.tsx';

/** Who was in the room, kept by the hub itself. */
export function Attendance({ sessionId }: { sessionId: string }) {
  const t = useText('sessions');
  const { api } = useApp();
  const attendance = useResource(`attendance ${sessionId}`, (signal) =>
    api(sessionRoutes.getAttendance, { params: { id: sessionId } }, { signal }),
  );
  return (
    <section class="stack-tight">
      <h2>{t('attendance')}</h2>
      <Loaded resource={attendance}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{t('attendanceEmpty')}</p>
          ) : (
            <table class="attendance">
              <thead>
                <tr>
                  <th scope="col">{t('person')}</th>
                  <th scope="col">{t('came')}</th>
                  <th scope="col">{t('stayed')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ person, joinedAt, seconds }) => (
                  <tr key={person.id}>
                    <th scope="row">
                      <Name person={person} />
                    </th>
                    <td>
                      <TimeText at={joinedAt} show="time" />
                    </td>
                    <td>{t('form.minutes', { count: Math.max(1, Math.round(seconds / 60)) })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  );
}
