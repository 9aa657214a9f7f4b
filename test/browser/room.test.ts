import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { joinBy } from '../support/places.ts';
import {
  hearsVoice,
  openSession,
  type RoomHub,
  seesMovement,
  startRoomHub,
  tileOf,
  visit,
} from './room-support.ts';
import { expectAccessible, expectNoSideScroll, look } from './support.ts';

let room: RoomHub;

beforeAll(async () => {
  room = await startRoomHub();
});
afterAll(() => room?.[Symbol.asyncDispose]());

test('two people meet: each sees and hears the other, a screen is shared and stopped, and the chat is the session’s thread', async () => {
  const { host, guest, session } = await openSession(room.hub);
  const sari = await visit(room, session, { as: host, width: 1280 });
  const jonas = await visit(room, session, { as: guest, width: 360 });
  await sari.turnOn('Mic', 'Camera');
  await jonas.turnOn('Mic', 'Camera');
  await sari.enter();
  await jonas.enter();
  await Promise.all([seesMovement(sari.page), seesMovement(jonas.page)]);
  await Promise.all([hearsVoice(sari.page), hearsVoice(jonas.page)]);
  await tileOf(sari.page, 'Jonas Weber').getByText('speaking now').waitFor();
  await look(sari.page, 'room-two-1280');
  await look(jonas.page, 'room-two-360');
  await expectAccessible(sari.page);
  await expectNoSideScroll(jonas.page);

  await sari.page.getByRole('button', { name: 'Share screen' }).click();
  const screen = jonas.page.getByRole('article', { name: 'Sari Wulandari is sharing a screen' });
  await screen.getByLabel('Sari Wulandari is sharing a screen').first().waitFor();
  await seesMovement(jonas.page);
  await sari.page.getByRole('contentinfo').getByRole('button', { name: 'Stop sharing' }).click();
  await screen.waitFor({ state: 'detached' });

  await jonas.page.getByRole('button', { name: 'Chat' }).click();
  await jonas.page.getByRole('textbox').fill('Our river carries sand.');
  await jonas.page.keyboard.press('Enter');
  await sari.page.getByRole('button', { name: 'Chat' }).click();
  await sari.page.getByText('Our river carries sand.').waitFor();
  await look(sari.page, 'room-chat-1280');
  await look(jonas.page, 'room-chat-360');
  const { items } = await host.call(threadRoutes.listPosts, { params: { id: session.threadId } });
  expect(items.map((post) => post.author.id)).toContain(guest.person.id);

  await jonas.page.getByRole('button', { name: 'Leave' }).click();
  await tileOf(sari.page, 'Jonas Weber').waitFor({ state: 'detached' });
  await jonas.page.getByRole('button', { name: 'Come in again' }).click();
  await jonas.enter();

  await sari.page.getByRole('button', { name: 'More' }).click();
  await sari.page.getByRole('button', { name: 'End for all' }).click();
  await sari.page.getByRole('button', { name: 'End for all' }).click();
  await jonas.page.getByText('The session has ended.').waitFor();
  await look(jonas.page, 'room-over-360');
  await sari.page.getByRole('link', { name: 'Session page' }).last().click();
  await sari.page.getByRole('rowheader', { name: 'Jonas Weber' }).waitFor();
  await sari.page.getByText('Our river carries sand.').waitFor();
  await look(sari.page, 'session-after-1280');
  await sari.page.context().close();
  await jonas.page.context().close();
});

test('in Arabic, from the door to the room: right to left, dark, and every word of it', async () => {
  const { host, session, community } = await openSession(room.hub, { lobby: true });
  const amal = await room.hub.person({ displayName: 'أمل حداد', locale: 'ar' });
  await joinBy(host, amal, community);
  const sari = await visit(room, session, { as: host, width: 1280 });
  await sari.turnOn('Mic', 'Camera');
  await sari.enter();
  await sari.page.getByRole('button', { name: 'Share screen' }).click();
  for (const width of [360, 1280]) {
    const page = await (
      await room.hub.device({ as: amal, width, theme: 'dark', locale: 'ar' })
    ).newPage();
    await page.goto(`${room.hub.url}/sessions/${session.id}/room`);
    await page.getByRole('button', { name: 'انضم', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    if (width === 360) {
      await page.getByText('أنت عند الباب.').first().waitFor();
      await look(page, 'lobby-360-ar');
      await expectAccessible(page);
      await sari.page.getByRole('button', { name: /people here|person here/ }).click();
      await look(sari.page, 'room-door-1280');
      await sari.page.getByRole('button', { name: 'Let in' }).click();
    }
    await page
      .getByRole('article', { name: 'Sari Wulandari', exact: true })
      .locator('video')
      .waitFor();
    await page.getByRole('button', { name: /أشخاص|شخصان/ }).click();
    await page.getByRole('heading', { name: 'الأشخاص' }).waitFor();
    await expectNoSideScroll(page);
    await expectAccessible(page);
    await look(page, `room-people-${width}-ar`);
    await page.getByRole('button', { name: 'إغلاق' }).click();
    await look(page, `room-${width}-ar`);
    await page.context().close();
  }
  await sari.page.context().close();
});

test('VID-2 a screen share that is ended outside the page ends for everybody, and the next one works', async () => {
  const { host, guest, session } = await openSession(room.hub);
  const sari = await visit(room, session, { as: host });
  const jonas = await visit(room, session, {
    as: guest,
    prepare: (page) =>
      page.addInitScript(() => {
        const native = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getDisplayMedia = async (wish) => {
          const stream = await native(wish);
          Reflect.set(globalThis, 'testShare', stream);
          return stream;
        };
      }),
  });
  await jonas.turnOn('Camera');
  await Promise.all([sari.enter(), jonas.enter()]);
  const screen = sari.page.getByRole('article', { name: 'Jonas Weber is sharing a screen' });
  for (let round = 0; round < 2; round += 1) {
    await jonas.page.getByRole('button', { name: 'Share screen' }).click();
    await screen.waitFor();
    await seesMovement(sari.page);
    await jonas.page.evaluate(() => {
      const share: MediaStream = Reflect.get(globalThis, 'testShare');
      for (const track of share.getVideoTracks()) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    });
    await screen.waitFor({ state: 'detached' });
    await jonas.page.getByRole('button', { name: 'Share screen' }).waitFor();
    await jonas.page.getByRole('button', { name: 'Camera on' }).waitFor();
  }
  await tileOf(sari.page, 'Jonas Weber').locator('video').waitFor();
  await sari.page.context().close();
  await jonas.page.context().close();
});

test('VID-9 whoever comes late, and while a camera is switched ten times, ends with exactly what is on', async () => {
  const { host, guest, session } = await openSession(room.hub);
  const sari = await visit(room, session, { as: host });
  await sari.turnOn('Mic', 'Camera');
  await sari.enter();
  await sari.page.getByRole('button', { name: 'Share screen' }).click();
  await sari.page.getByRole('article', { name: 'You are sharing your screen' }).waitFor();
  const jonas = await visit(room, session, { as: guest });
  await Promise.all([jonas.enter(), toggleTenTimes()]);
  async function toggleTenTimes() {
    for (let round = 0; round < 5; round += 1) {
      await sari.turnOff('Camera');
      await sari.turnOn('Camera');
    }
  }
  await tileOf(jonas.page, 'Sari Wulandari').locator('video').waitFor();
  await jonas.page
    .getByRole('article', { name: 'Sari Wulandari is sharing a screen' })
    .locator('video')
    .waitFor();
  await seesMovement(jonas.page);
  await hearsVoice(jonas.page);
  await sari.turnOff('Camera');
  await tileOf(jonas.page, 'Sari Wulandari').locator('video').waitFor({ state: 'detached' });
  await sari.turnOff('Mic');
  await tileOf(jonas.page, 'Sari Wulandari').getByRole('img', { name: 'Muted' }).waitFor();
  await sari.page.context().close();
  await jonas.page.context().close();
});

test('a host mutes, allows, sees hands in order, and opens the door of a locked room', async () => {
  const { host, guest, session, community } = await openSession(room.hub);
  const sari = await visit(room, session, { as: host, width: 1280 });
  const jonas = await visit(room, session, { as: guest });
  await jonas.turnOn('Mic');
  await Promise.all([sari.enter(), jonas.enter()]);
  await jonas.page.getByRole('button', { name: 'Raise hand' }).click();
  await sari.page.getByRole('button', { name: /1 raised hand/ }).click();
  await sari.page.getByRole('heading', { name: '1 raised hand' }).waitFor();
  await look(sari.page, 'room-people-1280');
  await expectAccessible(sari.page);
  await sari.page.getByRole('button', { name: 'What to do about Jonas Weber' }).click();
  await sari.page.getByRole('menuitem', { name: 'Mute' }).click();
  await jonas.page.getByRole('button', { name: 'Muted by host' }).waitFor();
  await jonas.page.getByText('muted your microphone.').first().waitFor();
  await sari.page.getByRole('button', { name: 'What to do about Jonas Weber' }).click();
  await sari.page.getByRole('menuitem', { name: 'Allow again' }).click();
  await jonas.turnOn('Mic');
  await hearsVoice(sari.page);

  await sari.page.getByRole('button', { name: 'Lock the room' }).click();
  await sari.page.getByRole('button', { name: 'Unlock the room' }).waitFor();
  const late = await room.hub.person({ displayName: 'Amal Haddad' });
  await joinBy(host, late, community);
  const amal = await visit(room, session, { as: late });
  await amal.page.getByRole('button', { name: 'Join', exact: true }).click();
  await amal.page.getByText('You are at the door.').first().waitFor();
  await sari.page.getByRole('button', { name: 'Let in' }).click();
  await tileOf(amal.page, 'Jonas Weber').waitFor();
  for (const { page } of [sari, jonas, amal]) await page.context().close();
});

test('the same device in a second window takes the seat, and the first says so', async () => {
  const { guest, session } = await openSession(room.hub);
  const first = await visit(room, session, { as: guest });
  await first.enter();
  const second = await first.page.context().newPage();
  await second.goto(first.page.url());
  await second.getByRole('button', { name: 'Join', exact: true }).click();
  await second.getByRole('contentinfo').waitFor();
  await first.page.getByText('You are in this room in another tab or window.').waitFor();
  await eventually(
    async () => (await second.getByRole('article').count()) === 1 || 'more than one seat',
  );
  await first.page.getByRole('button', { name: 'Continue here' }).click();
  await first.page.getByRole('button', { name: 'Join', exact: true }).click();
  await first.page.getByRole('contentinfo').waitFor();
  await second.getByText('You are in this room in another tab or window.').waitFor();
  await first.page.context().close();
});
