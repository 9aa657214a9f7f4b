import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import type { Request, Response, Router } from 'express';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { createAttendance } from './attendance.ts';
import type { CalendarsService } from './calendars.service.ts';
import type { ChangesService } from './changes.service.ts';
import type { JoiningService } from './joining.service.ts';
import type { SessionsService } from './sessions.service.ts';
import type { TicketKeys } from './ticket-keys.ts';

export interface SessionRouteDeps {
  service: SessionsService;
  changes: ChangesService;
  calendars: CalendarsService;
  join: JoiningService;
  listAttendance: ReturnType<typeof createAttendance>;
  /** The hub's address, or null to go by each request's own. */
  publicUrl: string | null;
}

export function mountSessions(router: RouteBinder, deps: SessionRouteDeps): void {
  const { service, changes, join } = deps;
  // Before the session itself, whose path would take the file's name for an id.
  mountCalendars(router, deps);
  router.bind(sessionRoutes.createSession, ({ actor, body }) => service.createSession(actor, body));
  router.bind(sessionRoutes.listSessions, ({ actor, query }) => service.listSessions(actor, query));
  router.bind(sessionRoutes.getSession, ({ actor, params }) =>
    service.getSession(actor, params.id),
  );
  router.bind(sessionRoutes.changeSession, ({ actor, params, query, body }) =>
    changes.changeSession(actor, params.id, { ...body, ...query }),
  );
  router.bind(sessionRoutes.cancelSession, async ({ actor, params, query }) => {
    await changes.cancelSession(actor, params.id, query.scope);
    return undefined;
  });
  router.bind(sessionRoutes.endSession, ({ actor, params }) =>
    changes.endSession(actor, params.id),
  );
  router.bindRaw(sessionRoutes.joinSession, ({ actor, params, body }, req) =>
    join(actor, { sessionId: params.id, device: body.device, hostname: req.hostname ?? '' }),
  );
  router.bind(sessionRoutes.getAttendance, ({ actor, params, query }) =>
    deps.listAttendance(actor, params.id, query),
  );
}

function mountCalendars(router: RouteBinder, { calendars, publicUrl }: SessionRouteDeps): void {
  const originOf = (req: Request) => publicUrl ?? `${req.protocol}://${req.get('host')}`;

  router.bindRaw(sessionRoutes.getCalendar, async ({ actor, params, query }, req, res) => {
    const request = { actor, key: query.key, origin: originOf(req) };
    return sendFile(res, await calendars.getCalendar(request, params.id));
  });
  router.bindRaw(sessionRoutes.getCommunityCalendar, async ({ actor, params, query }, req, res) => {
    const request = { actor, key: query.key, origin: originOf(req) };
    return sendFile(res, await calendars.getCommunityCalendar(request, params.id));
  });
  router.bindRaw(sessionRoutes.createCalendarKey, ({ actor, params }, req) =>
    calendars.createKey(actor, params.id, originOf(req)),
  );
  router.bind(sessionRoutes.removeCalendarKey, async ({ actor, params }) => {
    await calendars.removeKey(actor, params.id);
    return undefined;
  });
}

function sendFile(res: Response, file: string): undefined {
  res.set('Cache-Control', 'private, no-store');
  res.type('text/calendar; charset=utf-8').send(file);
}

/** Where anybody checks the signature of a ticket. */
export function mountPublicKeys(router: Router, keys: TicketKeys): void {
  router.get('/.well-known/jwks.json', async (_req, res) => {
    const publicKeys = await keys.publicKeys();
    res.set('Cache-Control', 'public, max-age=60').json({ keys: publicKeys });
  });
}
