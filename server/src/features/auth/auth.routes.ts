import { authRoutes } from '@jembatan/shared/auth.contract';
import type { Request, Response } from 'express';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { AuthService } from './auth.service.ts';
import type { Cookies } from './cookies.ts';
import type { FirstAdmin } from './first-admin.ts';
import type { Session } from './signing-in.ts';

export interface AuthRouteDeps {
  service: AuthService;
  firstAdmin: FirstAdmin;
  cookies: Cookies;
}

export function mountAuth(
  router: RouteBinder,
  { service, firstAdmin, cookies }: AuthRouteDeps,
): void {
  const answer = (res: Response, session: Session) => {
    cookies.set(res, { refresh: session.refreshToken, files: session.fileCookie });
    return session.answer;
  };
  const from = (req: Request) => req.ip ?? 'unknown';

  router.bindRaw(authRoutes.register, async ({ body }, req, res) =>
    answer(res, await service.register(body, from(req))),
  );
  router.bindRaw(authRoutes.login, async ({ body }, req, res) =>
    answer(res, await service.login(body, from(req))),
  );
  router.bindRaw(authRoutes.refresh, async ({ body }, req, res) =>
    answer(res, await service.refresh(cookies.readRefresh(req), body.sid)),
  );
  router.bindRaw(authRoutes.adminLink, async ({ body: { key, ...rest } }, req, res) =>
    answer(res, await firstAdmin.redeem(key, rest, from(req))),
  );
  router.bindRaw(authRoutes.logout, async ({ actor, body }, req, res) => {
    await service.logout(actor, cookies.readRefresh(req), body.everywhere ?? false);
    cookies.clear(res);
    return undefined;
  });
}
