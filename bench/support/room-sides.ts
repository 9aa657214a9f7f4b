import { networkInterfaces } from 'node:os';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { freePort } from '../../scripts/services/ports.mjs';
import { type Before, signIn } from './browser.ts';
import { bundle } from './bundle.ts';
import { call, register, settle } from './hub-client.ts';
import type { World } from './world.ts';

/** Where the page, the signalling and the media of a room are. */
export type Ports = Record<'page' | 'signalling' | 'media', number>;

/** A room with somebody in it who shows a picture, and the way in for another. */
export interface Side {
  ports: Ports;
  /** Opens the room for the one who shows a picture. */
  show(browser: Browser): Promise<Page>;
  /** A fresh device of the one who joins, its page at `origin`. */
  device(browser: Browser, origin: string): Promise<Before>;
}

/**
 * Where browsers of this machine find its media. They speak from the machine's address in a
 * network, if it has one, and an answer from another address would be no answer to them.
 */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.find((one) => !one.internal && one.family === 'IPv4')?.address ?? '127.0.0.1';
}

export const originOf = (port: number) => `http://127.0.0.1:${port}`;

/** The hub: its server, its SFU, its pages as they are built. */
export async function hubSide(world: World): Promise<Side> {
  const media = await freePort();
  const sfu = await world.sfu({
    MEDIA_PORT: String(media),
    MEDIA_ANNOUNCED_ADDRESS: ownAddress(),
    WORKERS: '1',
  });
  const server = await world.server();
  const { community, ...host } = await settle(server.url);
  const guest = await register(server.url, 'Guest');
  await call(
    server.url,
    communityRoutes.joinCommunity,
    { params: { id: community.id } },
    guest.token,
  );
  const session = await call(
    server.url,
    sessionRoutes.createSession,
    { body: { communityId: community.id, title: 'Bench', kind: 'now', timeZone: 'UTC' } },
    host.token,
  );
  const path = `/sessions/${session.id}/room`;

  return {
    ports: { page: server.port, signalling: sfu.port, media },
    show: async (browser) => {
      const context = await browser.newContext();
      await signIn(context, server.url, host);
      const page = await context.newPage();
      await page.goto(server.url + path);
      for (const device of ['Mic', 'Camera']) {
        await page.getByRole('button', { name: `${device} off` }).click();
        await page.getByRole('button', { name: `${device} on` }).waitFor();
      }
      await page.locator('.before-entrance button').click();
      await page.getByRole('button', { name: 'Leave' }).waitFor();
      return page;
    },
    device: async (browser, origin) => {
      const context = await browser.newContext();
      await signIn(context, origin, guest);
      const join = '.before-entrance button';
      return { context, url: origin + path, ready: '.network:not(.soft)', join };
    },
  };
}

/** A page and a script of a few lines each. */
export async function bareSide(world: World): Promise<Side> {
  const media = await freePort();
  const { port, url } = await world.bare('room.ts', {
    MEDIA_PORT: String(media),
    MEDIA_ANNOUNCED_ADDRESS: ownAddress(),
    MEDIASOUP_WORKER_BIN: world.parts.workerBin,
    PAGE_SCRIPT: await bundle(new URL('../bare/room-page.ts', import.meta.url).pathname),
  });
  return {
    ports: { page: port, signalling: port, media },
    show: async (browser) => {
      const page = await browser.newPage();
      await page.goto(`${url}/#publish`);
      await page.getByText('Publishing').waitFor();
      return page;
    },
    device: async (browser, origin) => ({
      context: await browser.newContext(),
      url: origin,
      ready: 'button:enabled',
      join: 'button:enabled',
    }),
  };
}

/** Sends everything of this device by the road: page and questions by TCP, media by UDP. */
export async function sendBy(context: BrowserContext, road: Ports, near: Ports): Promise<void> {
  await context.addInitScript(
    ({ from, to }) => {
      const native = RTCPeerConnection.prototype.setRemoteDescription;
      RTCPeerConnection.prototype.setRemoteDescription = function (description) {
        const sdp = description.sdp
          ?.replaceAll(new RegExp(`( udp \\d+) \\S+ ${from} `, 'gi'), `$1 127.0.0.1 ${to} `)
          // Otherwise media could take a short cut by TCP.
          .replaceAll(/a=candidate:\S+ \d tcp .*\r\n/gi, '');
        return Reflect.apply(native, this, [{ type: description.type, sdp }]);
      };
    },
    { from: near.media, to: road.media },
  );
  await context.route('**/api/v1/sessions/*/join', async (route) => {
    const response = await route.fetch();
    const json = { ...(await response.json()), sfuUrl: originOf(road.signalling) };
    await route.fulfill({ response, json });
  });
}
