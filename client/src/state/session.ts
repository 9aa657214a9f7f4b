import { authRoutes, type SignedIn } from '@jembatan/shared/auth.contract';
import { AppError } from '@jembatan/shared/errors';
import type { SignInId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { PersonView } from '@jembatan/shared/people.contract';
import { type ReadonlySignal, signal } from '@preact/signals';
import { read, send } from '../net/request.ts';
import { withRetry } from '../net/retry.ts';
import { rememberedSignIn } from './remembered-sign-in.ts';
import type { TabChannel } from './tab-channel.ts';

export type EndReason = 'logout' | 'everywhere' | 'revoked' | 'banned' | 'replaced';

/** Who this tab speaks for. `ended` keeps what is on the page but sends nothing as anyone. */
export type Session =
  | { readonly kind: 'starting' }
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'member';
      readonly person: PersonView;
      readonly sid: SignInId;
      readonly accessToken: string;
    }
  | { readonly kind: 'ended'; readonly person: PersonView; readonly reason: EndReason };

type Member = Extract<Session, { kind: 'member' }>;

export interface SessionStore {
  readonly session: ReadonlySignal<Session>;
  /** Finds out who is signed in on this device. */
  start(): Promise<void>;
  /** The answer of a sign-in or sign-up. */
  accept(answer: SignedIn): void;
  /** An access token that is good for at least half a minute; null for visitors. */
  token(): Promise<string | null>;
  renew(refused: string): Promise<string | null>;
  end(reason: EndReason): void;
  signOut(options: { everywhere: boolean }): Promise<void>;
  /** After an ended sign-in: goes on as a visitor. */
  leave(): void;
}

/** Asks for a new token this long before the old one runs out. */
const marginMs = 30_000;

/** One refresh at a time over all tabs, where the browser has locks (secure pages). */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request('jembatan.refresh', work) : work();
}

async function askRefresh(sid: SignInId): Promise<SignedIn> {
  const route = authRoutes.refresh;
  const work = async () =>
    read(route, await send(route, { body: { sid } }, { token: null, key: null }));
  return route.answer.parse(await withRetry(work, { repeatable: true }));
}

export function createSessionStore(channel: TabChannel): SessionStore {
  const session = signal<Session>({ kind: 'starting' });
  let freshUntil = 0;
  let started: Promise<void> | null = null;
  let refreshing: Promise<void> | null = null;

  function become(answer: SignedIn): void {
    const { person, sid, accessToken } = answer;
    freshUntil = Date.now() + limits.accessTokenSeconds * 1_000 - marginMs;
    session.value = { kind: 'member', person, sid, accessToken };
  }

  function end(reason: EndReason): void {
    const current = session.value;
    if (current.kind !== 'member') return;
    rememberedSignIn.forget(current.sid);
    session.value = { kind: 'ended', person: current.person, reason };
  }

  async function refresh(member: { sid: SignInId }): Promise<void> {
    const before = freshUntil;
    await alone(async () => {
      // Another tab of the same sign-in may have passed its new token on meanwhile.
      if (freshUntil !== before || session.value.kind === 'ended') return;
      const answer = await askRefresh(member.sid);
      become(answer);
      channel.tell({ kind: 'refreshed', answer });
    });
  }

  function refreshOnce(member: { sid: SignInId }): Promise<void> {
    refreshing ??= refresh(member)
      .catch((error: unknown) => {
        if (error instanceof AppError && error.status === 401) end('revoked');
        else throw error;
      })
      .finally(() => {
        refreshing = null;
      });
    return refreshing;
  }

  async function begin(): Promise<void> {
    const sid = rememberedSignIn.read();
    if (!sid) {
      session.value = { kind: 'visitor' };
      return;
    }
    try {
      await refresh({ sid });
    } catch (error) {
      if (error instanceof AppError && error.status === 401) rememberedSignIn.forget(sid);
      session.value = { kind: 'visitor' };
    }
  }

  function memberOrThrow(): Member | null {
    const current = session.value;
    if (current.kind === 'ended') throw new AppError('signed-out');
    return current.kind === 'member' ? current : null;
  }

  channel.listen((message) => {
    const current = session.value;
    if (current.kind !== 'member') return;
    if (message.kind === 'refreshed' && message.answer.sid === current.sid) become(message.answer);
    if (message.kind === 'signed-in' && message.sid !== current.sid) end('replaced');
    if (message.kind === 'signed-out' && message.sid === current.sid) end('logout');
  });

  async function token(): Promise<string | null> {
    await started;
    const member = memberOrThrow();
    if (member && Date.now() >= freshUntil) await refreshOnce(member);
    return memberOrThrow()?.accessToken ?? null;
  }

  async function signOut({ everywhere }: { everywhere: boolean }): Promise<void> {
    const member = memberOrThrow();
    if (!member) return;
    const accessToken = await token();
    await send(authRoutes.logout, { body: { everywhere } }, { token: accessToken, key: null });
    channel.tell({ kind: 'signed-out', sid: member.sid });
    rememberedSignIn.forget(member.sid);
    session.value = { kind: 'visitor' };
  }

  return {
    session,
    start: () => {
      started ??= begin();
      return started;
    },
    accept: (answer) => {
      become(answer);
      rememberedSignIn.write(answer.sid);
      channel.tell({ kind: 'signed-in', sid: answer.sid });
    },
    token,
    renew: async (refused) => {
      const member = memberOrThrow();
      if (member && member.accessToken === refused) await refreshOnce(member);
      return memberOrThrow()?.accessToken ?? null;
    },
    end,
    signOut,
    leave: () => {
      if (session.value.kind === 'ended') session.value = { kind: 'visitor' };
    },
  };
}
