import {
  type AppEventName,
  type AppRequestMap,
  appEvents,
  appRequests,
} from '@jembatan/shared/app.protocol';
import { authRoutes } from '@jembatan/shared/auth.contract';
import type { Reply } from '@jembatan/shared/contract/messages';
import type { Answer, Call, Route } from '@jembatan/shared/contract/route';
import type { PersonView } from '@jembatan/shared/people.contract';
import { io, type Socket } from 'socket.io-client';
import { type ApiOptions, callApi } from './api.ts';
import { eventually } from './eventually.ts';
import { uniqueName } from './services.ts';

export interface PersonOptions {
  displayName?: string;
  handle?: string;
  email?: string;
  age?: 'minor' | 'adult' | 'unknown';
  timeZone?: string;
  locale?: string;
  /** Number of the server to talk to. */
  server?: number;
}

type Event = { name: AppEventName; payload: unknown };

/** A connected socket that keeps all it heard, parsed by the contract. */
export interface TestSocket extends Disposable {
  readonly socket: Socket;
  readonly heard: readonly Event[];
  /** Sends a request and answers its data; throws with the code of a refusal. */
  ask<N extends keyof AppRequestMap>(
    name: N,
    input: Parameters<AppRequestMap[N]>[0],
  ): Promise<unknown>;
  /** Payloads of one event so far. */
  of(name: AppEventName): Record<string, unknown>[];
  /** Waits for an event that the test accepts, and answers its payload. */
  next(
    name: AppEventName,
    accept?: (payload: Record<string, unknown>) => boolean,
  ): Promise<Record<string, unknown>>;
}

export interface TestPerson {
  readonly person: PersonView;
  readonly id: PersonView['id'];
  readonly token: string;
  readonly sid: string;
  /** The refresh and file cookies as `Set-Cookie` gave them. */
  readonly cookies: string[];
  readonly password: string;
  readonly origin: string;
  call<R extends Route>(route: R, call: Call<R>, options?: ApiOptions): Promise<Answer<R>>;
  /** Opens a socket, at another server where one is named. */
  connect(origin?: string): Promise<TestSocket>;
}

const password = 'correct horse battery';

/** Registers a person through the public face. */
export async function createTestPerson(
  origin: string,
  options: PersonOptions,
): Promise<TestPerson> {
  const { server: _server, displayName = `P ${uniqueName()}`, age = 'adult', ...rest } = options;
  const response = await fetch(`${origin}/api/v1${authRoutes.register.path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ displayName, age, password, device: uniqueName(), ...rest }),
  });
  if (response.status !== 201)
    throw new Error(`registration answered ${response.status}: ${await response.text()}`);
  const { person, accessToken, sid } = authRoutes.register.answer.parse(await response.json());
  return {
    person,
    id: person.id,
    token: accessToken,
    sid,
    cookies: response.headers.getSetCookie(),
    password,
    origin,
    call: (route, call, extra) => callApi(origin, route, call, { token: accessToken, ...extra }),
    connect: (at = origin) => connectSocket(at, accessToken),
  };
}

/** Connects to the default namespace; every event is parsed by its schema, so that drift fails. */
export async function connectSocket(origin: string, token: string): Promise<TestSocket> {
  const socket = io(origin, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  const heard: Event[] = [];
  for (const event of appEvents)
    socket.on(
      event.name as string,
      (payload: unknown) =>
        void heard.push({ name: event.name, payload: event.payload.parse(payload) }),
    );
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const of = (name: AppEventName) =>
    heard
      .filter((event) => event.name === name)
      .map((event) => event.payload as Record<string, unknown>);
  return {
    socket,
    heard,
    of,
    async ask(name, input) {
      const reply = (await socket.timeout(5_000).emitWithAck(name, input)) as Reply<unknown>;
      if (!reply.ok) throw Object.assign(new Error(reply.error.code), reply.error);
      return appRequests.find((request) => request.name === name)!.output.parse(reply.data);
    },
    async next(name, accept = () => true) {
      await eventually(() => (of(name).some(accept) ? undefined : `no ${name}`));
      return of(name).findLast(accept)!;
    },
    [Symbol.dispose]: () => void socket.disconnect(),
  };
}
