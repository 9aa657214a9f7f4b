import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import { send } from '../../net/request.ts';
import type { SessionStore } from '../../state/session.ts';

/** Hands the session to the device's calendar as a file. Throws AppError. */
export async function downloadCalendar(
  signIn: Pick<SessionStore, 'token'>,
  session: SessionView,
): Promise<void> {
  const token = await signIn.token();
  const response = await send(
    sessionRoutes.getCalendar,
    { params: { id: session.id } },
    { token, key: null },
  );
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `${session.title}.ics`;
  link.click();
  // After the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
