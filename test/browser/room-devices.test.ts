import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import {
  hearsVoice,
  openSession,
  type RoomHub,
  seesMovement,
  startRoomHub,
  tileOf,
  visit,
} from './room-support.ts';
import { expectAccessible, look } from './support.ts';

let room: RoomHub;

beforeAll(async () => {
  room = await startRoomHub();
});
afterAll(() => room?.[Symbol.asyncDispose]());

/** The browser refuses every device by this error until the test says otherwise. */
function refuseDevices(page: Page, name: string): Promise<unknown> {
  return page.addInitScript((error) => {
    const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    Reflect.set(globalThis, 'testRefuses', true);
    navigator.mediaDevices.getUserMedia = (wish) =>
      Reflect.get(globalThis, 'testRefuses') === true
        ? Promise.reject(new DOMException('refused', error))
        : native(wish);
  }, name);
}

/** Keeps every opened track, so that a test can take a device away. */
function keepTracks(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Reflect.set(globalThis, 'testTracks', tracks);
    const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      if (Reflect.get(globalThis, 'testNoDevices') === true)
        throw new DOMException('none', 'NotFoundError');
      const stream = await native(wish);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

/** What the system does when the device in use is unplugged. */
function unplug(page: Page, kind: 'audio' | 'video', isLast: boolean): Promise<void> {
  return page.evaluate(
    ({ kind: wanted, isLast: none }) => {
      Reflect.set(globalThis, 'testNoDevices', none);
      const tracks: MediaStreamTrack[] = Reflect.get(globalThis, 'testTracks');
      const track = tracks.findLast((one) => one.kind === wanted && one.readyState === 'live');
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    },
    { kind, isLast },
  );
}

const sentences = {
  NotAllowedError: 'The browser may not use your microphone.',
  NotFoundError: 'There is no microphone here.',
  NotReadableError: 'Another program is using your microphone.',
} as const;

for (const [error, sentence] of Object.entries(sentences)) {
  test(`VID-5 ${error}: a plain sentence, joining as a listener works, and a later try needs no reload`, async () => {
    const { host, guest, session } = await openSession(room.hub);
    const sari = await visit(room, session, { as: host });
    await sari.turnOn('Mic', 'Camera');
    await sari.enter();
    const jonas = await visit(room, session, {
      as: guest,
      prepare: (page) => refuseDevices(page, error),
    });
    await jonas.page.getByRole('button', { name: 'Mic off' }).click();
    await jonas.page.getByText(sentence).waitFor();
    await jonas.page.getByRole('button', { name: 'Camera off' }).click();
    await jonas.page
      .getByText('or join without it')
      .or(jonas.page.getByText('You can join without it'))
      .first()
      .waitFor();
    await look(jonas.page, `before-${error}-360`);
    await expectAccessible(jonas.page);
    await jonas.enter();
    await Promise.all([seesMovement(jonas.page), hearsVoice(jonas.page)]);
    await tileOf(sari.page, 'Jonas Weber').getByRole('img', { name: 'No microphone' }).waitFor();
    await jonas.page.getByRole('button', { name: 'Mic off' }).click();
    await jonas.page.getByText(sentence).waitFor();
    await jonas.page.evaluate(() => Reflect.set(globalThis, 'testRefuses', false));
    await jonas.page
      .getByRole('alert')
      .filter({ hasText: sentence })
      .getByRole('button', { name: 'Try again' })
      .click();
    await jonas.page.getByRole('button', { name: 'Mic on' }).waitFor();
    await hearsVoice(sari.page);
    await sari.page.context().close();
    await jonas.page.context().close();
  });
}

test('VID-4 an unplugged microphone: another takes over, or all see that there is none; muted stays muted', async () => {
  const { host, guest, session } = await openSession(room.hub);
  const sari = await visit(room, session, { as: host });
  const jonas = await visit(room, session, { as: guest, prepare: keepTracks });
  await jonas.turnOn('Mic');
  await Promise.all([sari.enter(), jonas.enter()]);
  await hearsVoice(sari.page);

  await unplug(jonas.page, 'audio', false);
  await hearsVoice(sari.page);
  await jonas.page.getByRole('button', { name: 'Mic on' }).waitFor();

  await jonas.turnOff('Mic');
  await unplug(jonas.page, 'audio', false);
  await jonas.page.getByRole('button', { name: 'Mic off' }).waitFor();
  await tileOf(sari.page, 'Jonas Weber').getByRole('img', { name: 'Muted' }).waitFor();

  await jonas.turnOn('Mic');
  await hearsVoice(sari.page);
  await unplug(jonas.page, 'audio', true);
  await jonas.page.getByText('Your microphone was taken away').waitFor();
  await tileOf(sari.page, 'Jonas Weber').getByRole('img', { name: 'No microphone' }).waitFor();
  await jonas.page.evaluate(() => Reflect.set(globalThis, 'testNoDevices', false));
  await jonas.page.getByRole('button', { name: 'Try again' }).click();
  await hearsVoice(sari.page);
  await sari.page.context().close();
  await jonas.page.context().close();
});

test('sound only and small pictures: what is not looked at is not sent', async () => {
  const { host, guest, session } = await openSession(room.hub);
  const sari = await visit(room, session, { as: host });
  await sari.turnOn('Mic', 'Camera');
  await sari.enter();
  const jonas = await visit(room, session, { as: guest });
  await jonas.turnOn('Camera');
  await jonas.enter();
  await Promise.all([seesMovement(jonas.page), seesMovement(sari.page)]);
  await jonas.page.getByRole('button', { name: 'More' }).click();
  await look(jonas.page, 'room-more-360');
  await jonas.page.getByRole('checkbox', { name: /Sound only/ }).check();
  await tileOf(jonas.page, 'Sari Wulandari').locator('video').waitFor({ state: 'detached' });
  await tileOf(sari.page, 'Jonas Weber').locator('video').waitFor({ state: 'detached' });
  await hearsVoice(jonas.page);
  await jonas.page.getByRole('checkbox', { name: /Sound only/ }).uncheck();
  await Promise.all([seesMovement(jonas.page), seesMovement(sari.page)]);
  await jonas.page.getByRole('checkbox', { name: /Small pictures/ }).check();
  await eventually(
    async () => {
      const width = await jonas.page
        .locator('article video')
        .first()
        .evaluate((video) => Reflect.get(video, 'videoWidth'));
      return Number(width) <= 320 || `${width} pixels wide`;
    },
    { withinMs: 15_000 },
  );
  expect(await jonas.page.evaluate(() => localStorage.getItem('jembatan.saver'))).toBe('on');
  await sari.page.context().close();
  await jonas.page.context().close();
});

test('where the browser blocks sound, one button turns on all of it', async () => {
  const { host, guest, session } = await openSession(room.hub);
  const sari = await visit(room, session, { as: host });
  await sari.turnOn('Mic');
  await sari.enter();
  const jonas = await visit(room, session, {
    as: guest,
    prepare: (page) =>
      page.addInitScript(() => {
        const native = HTMLAudioElement.prototype.play;
        HTMLAudioElement.prototype.play = function () {
          const blocked = Reflect.get(globalThis, 'testSoundAllowed') !== true;
          return blocked
            ? Promise.reject(new DOMException('blocked', 'NotAllowedError'))
            : native.call(this);
        };
      }),
  });
  await jonas.enter();
  const button = jonas.page.getByRole('button', { name: 'Turn sound on' });
  await button.waitFor();
  await jonas.page.evaluate(() => Reflect.set(globalThis, 'testSoundAllowed', true));
  await button.click();
  await eventually(async () => {
    const playing = await jonas.page
      .locator('audio')
      .evaluateAll((all) => all.every((audio) => !Reflect.get(audio, 'paused')));
    return playing || 'a voice is still paused';
  });
  expect(await button.count()).toBe(0);
  await sari.page.context().close();
  await jonas.page.context().close();
});
