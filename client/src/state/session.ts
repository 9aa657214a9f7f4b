import { authRoutes, type SignedIn } from '@jembatan/shared/auth.contract';
import { AppError } from '@jembatan/shared/errors';
import type { SignInId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { PersonView } from '@jembatan/shared/people.contract';
import { type ReadonlySignal, signal } from '@preact/signals';
import { read, send } from '../net/request.ts';
import { withRetry } from '../net/retry.ts';
import { rememberedSignIn } from './remembered-sign-in.ts';
import type { TabChannel, TabMessage } from './tab-channel.ts';

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

/** Asks for a new token this long before the old one runs out. */
const marginMs = 30_000;
const startAgainMs = 4_000;

/** One refresh at a time over all tabs, where the browser has locks (secure pages). */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request('jembatan.refresh', work) : work();
}

async function askRefresh(sid: SignInId): Promise<SignedIn> {
  const route = authRoutes.refresh;
  const attempt = { token: null, key: null };
  const work = async () => read(route, await send(route, { body: { sid } }, attempt));
  return route.answer.parse(await withRetry(work, { repeatable: true }));
}

function isRefused(error: unknown): boolean {
  return error instanceof AppError && error.status === 401;
}

/** The sign-in of this tab, in step with the other tabs of the device. */
export class SessionStore {
  readonly #session = signal<Session>({ kind: 'starting' });
  readonly #outOfReach = signal(false);
  readonly #channel: TabChannel;
  #freshUntil = 0;
  #started: Promise<void> | null = null;
  #refreshing: Promise<void> | null = null;

  constructor(channel: TabChannel) {
    this.#channel = channel;
    channel.listen((message) => this.#hear(message));
  }

  get session(): ReadonlySignal<Session> {
    return this.#session;
  }

  /** True while it cannot be found out who is signed in, because the hub does not answer. */
  get outOfReach(): ReadonlySignal<boolean> {
    return this.#outOfReach;
  }

  /** Finds out who is signed in on this device. */
  start(): Promise<void> {
    this.#started ??= this.#begin();
    return this.#started;
  }

  /** The answer of a sign-in or sign-up. */
  accept(answer: SignedIn): void {
    this.#become(answer);
    rememberedSignIn.write(answer.sid);
    this.#channel.tell({ kind: 'signed-in', sid: answer.sid });
  }

  /** An access token that is good for half a minute at least; null for visitors. Rejects when the sign-in has ended. */
  async token(): Promise<string | null> {
    await this.#started;
    const member = this.#member();
    if (member && Date.now() >= this.#freshUntil) await this.#refreshOnce(member.sid);
    return this.#member()?.accessToken ?? null;
  }

  /** A newer token than the one that was refused. */
  async renew(refused: string): Promise<string | null> {
    const member = this.#member();
    if (member?.accessToken === refused) await this.#refreshOnce(member.sid);
    return this.#member()?.accessToken ?? null;
  }

  /** The sign-in ended elsewhere; what is on the page stays. */
  end(reason: EndReason): void {
    const current = this.#session.value;
    if (current.kind !== 'member') return;
    rememberedSignIn.forget(current.sid);
    this.#session.value = { kind: 'ended', person: current.person, reason };
  }

  /** Ends this sign-in, or all of the person, from here. */
  async signOut({ everywhere }: { everywhere: boolean }): Promise<void> {
    const token = await this.token();
    const member = this.#member();
    if (!member) return;
    await send(authRoutes.logout, { body: { everywhere } }, { token, key: null });
    this.#channel.tell({ kind: 'signed-out', sid: member.sid });
    rememberedSignIn.forget(member.sid);
    this.#session.value = { kind: 'visitor' };
  }

  #hasEnded(): boolean {
    return this.#session.value.kind === 'ended';
  }

  #member(): Member | null {
    const current = this.#session.value;
    if (current.kind === 'ended') throw new AppError('signed-out');
    return current.kind === 'member' ? current : null;
  }

  #become({ person, sid, accessToken }: SignedIn): void {
    this.#freshUntil = Date.now() + limits.accessTokenSeconds * 1_000 - marginMs;
    this.#session.value = { kind: 'member', person, sid, accessToken };
  }

  async #begin(): Promise<void> {
    const sid = rememberedSignIn.read();
    if (!sid) {
      this.#session.value = { kind: 'visitor' };
      return;
    }
    try {
      await this.#refresh(sid);
      this.#outOfReach.value = false;
    } catch (error) {
      if (!isRefused(error)) {
        // Out of reach is not signed out: the page waits, and says so.
        this.#outOfReach.value = true;
        await new Promise((resolve) => setTimeout(resolve, startAgainMs));
        return this.#begin();
      }
      rememberedSignIn.forget(sid);
      this.#session.value = { kind: 'visitor' };
    }
  }

  async #refresh(sid: SignInId): Promise<void> {
    const before = this.#freshUntil;
    await alone(async () => {
      // Another tab of the same sign-in may have passed its new token on meanwhile.
      if (this.#freshUntil !== before || this.#hasEnded()) return;
      const answer = await askRefresh(sid);
      // Signed out while the question was on its way.
      if (this.#hasEnded()) return;
      this.#become(answer);
      this.#channel.tell({ kind: 'refreshed', answer });
    });
  }

  #refreshOnce(sid: SignInId): Promise<void> {
    this.#refreshing ??= this.#refresh(sid)
      .catch((error: unknown) => {
        if (!isRefused(error)) throw error;
        this.end('revoked');
      })
      .finally(() => {
        this.#refreshing = null;
      });
    return this.#refreshing;
  }

  #hear(message: TabMessage): void {
    const current = this.#session.value;
    if (current.kind !== 'member') return;
    if (message.kind === 'refreshed' && message.answer.sid === current.sid)
      this.#become(message.answer);
    if (message.kind === 'signed-in' && message.sid !== current.sid) this.end('replaced');
    if (message.kind === 'signed-out' && message.sid === current.sid) this.end('logout');
  }
}
