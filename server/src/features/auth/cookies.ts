import { apiBase } from '@jembatan/shared/app.protocol';
import type { Request, Response } from 'express';

/** As long as a sign-in that is not used is remembered. */
const keptMs = 90 * 86_400_000;

export interface CookieDeps {
  hubId: string;
  /** Whether cookies must be Secure. */
  secure: boolean;
}

export type Cookies = ReturnType<typeof createCookies>;

/** The two cookies of a sign-in, named with the hub's id: two hubs on one host don't clash. */
export function createCookies({ hubId, secure }: CookieDeps) {
  const common = { httpOnly: true, sameSite: 'lax', secure } as const;
  const refresh = { name: `jembatan_${hubId}`, options: { ...common, path: `${apiBase}/auth` } };
  const files = { name: `jembatan_files_${hubId}`, options: { ...common, path: '/files' } };

  return {
    set(res: Response, values: { refresh: string; files: string }): void {
      res.cookie(refresh.name, values.refresh, { ...refresh.options, maxAge: keptMs });
      res.cookie(files.name, values.files, { ...files.options, maxAge: keptMs });
    },
    clear(res: Response): void {
      for (const { name, options } of [refresh, files]) res.clearCookie(name, options);
    },
    readRefresh: (req: Request) => readCookie(req, refresh.name),
    readFiles: (req: Request) => readCookie(req, files.name),
  };
}

function readCookie(req: Request, name: string): string | undefined {
  for (const part of (req.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}
