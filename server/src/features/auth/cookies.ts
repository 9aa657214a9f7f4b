import { apiBase } from '@jembatan/shared/app.protocol';
import type { Request, Response } from 'express';

const yearMs = 90 * 86_400_000;

export interface CookieDeps {
  hubId: string;
  /** Whether cookies must be Secure. */
  secure: boolean;
}

export type Cookies = ReturnType<typeof createCookies>;

/** The two cookies of a sign-in, named with the hub's id: two hubs on one host don't clash. */
export function createCookies({ hubId, secure }: CookieDeps) {
  const refresh = `jembatan_${hubId}`;
  const files = `jembatan_files_${hubId}`;
  const common = { httpOnly: true, sameSite: 'lax', secure } as const;
  const paths = { [refresh]: `${apiBase}/auth`, [files]: '/files' };

  return {
    set(res: Response, values: { refresh: string; files: string }): void {
      res.cookie(refresh, values.refresh, { ...common, path: paths[refresh]!, maxAge: yearMs });
      res.cookie(files, values.files, { ...common, path: paths[files]!, maxAge: yearMs });
    },
    clear(res: Response): void {
      for (const name of [refresh, files]) res.clearCookie(name, { ...common, path: paths[name]! });
    },
    readRefresh: (req: Request) => readCookie(req, refresh),
    readFiles: (req: Request) => readCookie(req, files),
  };
}

function readCookie(req: Request, name: string): string | undefined {
  for (const part of (req.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}
