import type { Request, Response } from 'express';

const cookie = 'jembatan_language';
const yearMs = 365 * 86_400_000;
const tag = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/;

/**
 * Best first: what the address asks for, what was chosen here on a page without script, and what
 * the browser asks for. `?lang=de&keep` makes a choice of it, which this device remembers.
 */
export function wantedLanguages(req: Request, res: Response): string[] {
  const { lang } = req.query;
  const asked = typeof lang === 'string' && tag.test(lang) ? lang : null;
  if (asked && 'keep' in req.query)
    res.cookie(cookie, asked, { httpOnly: true, sameSite: 'lax', maxAge: yearMs });
  return [asked, keptOf(req), ...req.acceptsLanguages()].filter((one) => one !== null);
}

function keptOf(req: Request): string | null {
  for (const part of (req.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === cookie && value && tag.test(value)) return value;
  }
  return null;
}
