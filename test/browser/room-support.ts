/** People in rooms: the whole hub, one SFU node, voices in the microphones, and a road that can be cut. */

import {
  createApp as createSfu,
  readConfig as readSfuConfig,
  type App as SfuApp,
} from '@jembatan/sfu/app';
import type { CommunityView } from '@jembatan/shared/communities.contract';
import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import type { Page } from 'playwright-core';
import { freePort } from '../../scripts/services/ports.mjs';
import { eventually } from '../support/eventually.ts';
import { speakIntoMicrophones, travelled, watchConnections } from '../support/media.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround } from '../support/places.ts';
import type { Relay } from '../support/relay.ts';
import { type BrowserStack, startBrowserStack, type View } from './support.ts';

export interface RoomHub extends AsyncDisposable {
  readonly hub: BrowserStack;
  readonly sfu: SfuApp;
  readonly mediaPort: number;
  /** Ends the node and starts another in its place. */
  replaceSfu(): Promise<void>;
}

async function startNode(hub: BrowserStack, mediaPort: number): Promise<SfuApp> {
  const sfu = await createSfu(
    readSfuConfig({
      SFU_PORT: '0',
      MEDIA_PORT: String(mediaPort),
      WORKERS: '1',
      MEDIA_ANNOUNCED_ADDRESS: '127.0.0.1',
      REDIS_URL: hub.stack.redisUrl,
      REDIS_PREFIX: hub.stack.redisPrefix,
      MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN,
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    }),
  );
  await sfu.listen();
  return sfu;
}

/** The hub with a node whose ports are known. Use it with `await using`, or dispose of it in `afterAll`. */
export async function startRoomHub(): Promise<RoomHub> {
  await using stack = new AsyncDisposableStack();
  const voice = stack.use(await speakIntoMicrophones());
  const hub = stack.use(await startBrowserStack({ args: voice.args }));
  const mediaPort = await freePort();
  let sfu = await startNode(hub, mediaPort);
  stack.defer(() => sfu.close());
  const owned = stack.move();
  return {
    hub,
    get sfu() {
      return sfu;
    },
    mediaPort,
    replaceSfu: async () => {
      await sfu.close();
      sfu = await startNode(hub, mediaPort);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export interface Class {
  readonly host: TestPerson;
  readonly guest: TestPerson;
  readonly community: CommunityView;
  readonly session: SessionView;
}

/** A community of two with a session that is open now. */
export async function openSession(
  hub: BrowserStack,
  input: { lobby?: boolean } = {},
): Promise<Class> {
  const host = await hub.person({ displayName: 'Sari Wulandari', age: 'adult' });
  const guest = await hub.person({ displayName: 'Jonas Weber' });
  const { community } = await makeGround(host, { name: 'Rivers we live by', members: [guest] });
  const body = {
    communityId: community.id,
    title: 'What our rivers carry',
    kind: 'now',
    timeZone: 'Asia/Jakarta',
    ...input,
  } as const;
  const session = await host.call(sessionRoutes.createSession, { body });
  return { host, guest, community, session };
}

/** One person's browser in or before a room. */
export interface Visitor {
  readonly page: Page;
  /** Presses Join and waits until the room is there. */
  enter(): Promise<void>;
  turnOn(...devices: ('Mic' | 'Camera')[]): Promise<void>;
  turnOff(...devices: ('Mic' | 'Camera')[]): Promise<void>;
}

export interface VisitOptions extends View {
  /** Everything of this person's room goes by this road. */
  readonly by?: Relay;
  /** Runs in the page before anything else. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Sends this page's signalling and media by the relay; the hub itself stays near. */
async function reroute(page: Page, { sfu, mediaPort }: RoomHub, relay: Relay): Promise<void> {
  const ports = {
    media: mediaPort,
    udp: await relay.udp(mediaPort),
    tcp: await relay.tcp(mediaPort),
  };
  const signalling = await relay.tcp(Number(new URL(sfu.url).port));
  await page.addInitScript(({ media, udp, tcp }) => {
    const native = RTCPeerConnection.prototype.setRemoteDescription;
    RTCPeerConnection.prototype.setRemoteDescription = function (description) {
      const sdp = description.sdp
        ?.replaceAll(new RegExp(`( udp \\d+ \\S+) ${media} `, 'gi'), `$1 ${udp} `)
        .replaceAll(new RegExp(`( tcp \\d+ \\S+) ${media} `, 'gi'), `$1 ${tcp} `);
      return Reflect.apply(native, this, [{ type: description.type, sdp }]);
    };
  }, ports);
  await page.route('**/api/v1/sessions/*/join', async (route) => {
    const response = await route.fetch();
    const answer: unknown = await response.json();
    const json = response.ok()
      ? { ...Object(answer), sfuUrl: `http://127.0.0.1:${signalling}` }
      : answer;
    await route.fulfill({ response, json });
  });
}

/** Opens the page before the room as this person. */
export async function visit(
  room: RoomHub,
  session: SessionView,
  options: VisitOptions,
): Promise<Visitor> {
  const { by, prepare, ...view } = options;
  const page = await (await room.hub.device(view)).newPage();
  await watchConnections(page);
  if (by) await reroute(page, room, by);
  await prepare?.(page);
  await page.goto(`${room.hub.url}/sessions/${session.id}/room`);
  const join = page.getByRole('button', { name: 'Join', exact: true });
  await join.waitFor();
  return {
    page,
    enter: async () => {
      await join.click();
      await page.getByRole('contentinfo').waitFor();
    },
    turnOn: async (...devices) => {
      for (const device of devices) {
        await page.getByRole('button', { name: `${device} off` }).click();
        await page.getByRole('button', { name: `${device} on` }).waitFor();
      }
    },
    turnOff: async (...devices) => {
      for (const device of devices) {
        await page.getByRole('button', { name: `${device} on` }).click();
        await page.getByRole('button', { name: `${device} off` }).waitFor();
      }
    },
  };
}

/** The tile of a person, as another one sees it. */
export function tileOf(page: Page, name: string) {
  return page.getByRole('article', { name, exact: true });
}

/** Waits until new pictures arrive on a page. */
export async function seesMovement(page: Page, withinMs = 15_000): Promise<void> {
  const before = await travelled(page);
  await eventually(
    async () => {
      const { framesDecoded } = await travelled(page);
      return (
        framesDecoded > before.framesDecoded + 5 ||
        `${framesDecoded} frames, ${before.framesDecoded} before`
      );
    },
    { withinMs },
  );
}

/** Waits until a page has heard a voice anew. */
export async function hearsVoice(page: Page, withinMs = 15_000): Promise<void> {
  const before = await travelled(page);
  await eventually(
    async () => {
      const { soundHeard } = await travelled(page);
      return (
        soundHeard > before.soundHeard + 0.001 || `heard ${soundHeard}, ${before.soundHeard} before`
      );
    },
    { withinMs },
  );
}
