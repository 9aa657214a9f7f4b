import {
  type JoinAnswer,
  type SessionView,
  sessionRoutes,
} from '@jembatan/shared/sessions.contract';
import type { TestPerson } from './person.ts';
import { RtcClient } from './rtc-client.ts';
import { uniqueName } from './services.ts';

/** Plans a session; at once unless it is said otherwise. */
export function plan(
  host: TestPerson,
  communityId: string,
  input: Record<string, unknown> = {},
): Promise<SessionView> {
  const wish = { communityId, title: 'Water', kind: 'now', ...input };
  const body = sessionRoutes.createSession.body.parse(wish);
  return host.call(sessionRoutes.createSession, { body });
}

/** Asks for a ticket, on a device of its own. */
export function askTicket(
  who: TestPerson,
  { id }: Pick<SessionView, 'id'>,
  device = uniqueName(),
): Promise<JoinAnswer> {
  return who.call(sessionRoutes.joinSession, { params: { id }, body: { device } });
}

/** Connects to the room's node by a fresh ticket; `enter` or `join` come next. */
export async function openRoom(
  who: TestPerson,
  session: Pick<SessionView, 'id'>,
  device?: string,
): Promise<RtcClient> {
  const { sfuUrl, ticket } = await askTicket(who, session, device);
  return RtcClient.connect(sfuUrl, { ticket });
}

/** Is in the room. */
export async function enterRoom(
  who: TestPerson,
  session: Pick<SessionView, 'id'>,
  device?: string,
): Promise<RtcClient> {
  const client = await openRoom(who, session, device);
  await client.enter();
  return client;
}
