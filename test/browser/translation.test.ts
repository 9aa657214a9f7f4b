import { pollRoutes } from '@jembatan/shared/polls.contract';
import { translationRoutes } from '@jembatan/shared/translation.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { startTranslator, type Translator } from '../support/translator.ts';
import { postAt } from './forum.ts';
import {
  type BrowserStack,
  expectAccessible,
  expectNoSideScroll,
  look,
  settled,
  startBrowserStack,
} from './support.ts';

const words = 'Das Wasser in unserer Stadt ist nicht so sauber, und wir wissen nicht warum.';

let translator: Translator;
let hub: BrowserStack;
let owner: TestPerson;
let student: TestPerson;
let place: Ground;
let path: string;
beforeAll(async () => {
  translator = await startTranslator();
  hub = await startBrowserStack({ environment: { TRANSLATE_URL: translator.url } });
  owner = await hub.person({ displayName: 'Jana Weber', locale: 'en' });
  student = await hub.person({ displayName: 'Omar', locale: 'ar' });
  place = await makeGround(owner, { name: 'Rivers', members: [student] });
  const { thread } = await startThread(owner, place.space, { title: 'Wasser', body: words });
  path = `/t/${thread.id}`;
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await translator[Symbol.asyncDispose]();
});

test('an owner allows it, a reader translates, improves it, and has the original one press away', async () => {
  const page = await hub.open(path, { as: owner, width: 360, locale: 'en' });
  const post = postAt(page, 1);
  await post.getByRole('button', { name: 'Translate into English' }).click();
  await post.getByText('This place does not send its posts').waitFor();
  expect(translator.requests).toEqual([]);

  await page.goto(`${hub.url}/communities/${place.community.id}/settings`);
  await page.getByLabel('may be sent to the translation service').check();
  await page.getByText('Saved.').first().waitFor();
  await look(page, 'translation-settings-360-light-en');
  await expectAccessible(page);

  await page.goto(hub.url + path);
  await post.getByRole('button', { name: 'Translate into English' }).click();
  await post.getByText(`en:${words}`).waitFor();
  expect(await post.getByText(words, { exact: true }).isVisible()).toBe(false);
  await look(page, 'translation-360-light-en');
  await expectAccessible(page);
  await expectNoSideScroll(page);

  await post.getByRole('button', { name: 'Improve' }).click();
  const box = page.getByLabel('Your translation');
  await box.fill('The water in our town is not clean.');
  await look(page, 'translation-correct-360-light-en');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await post.getByText('The water in our town is not clean.').waitFor();
  await post.getByRole('button', { name: 'Show the original' }).click();
  await post.getByText(words, { exact: true }).waitFor();
  await page.context().close();
});

test('whoever wants posts in their own languages reads them so at once, from right to left', async () => {
  await owner.call(translationRoutes.setTranslationConsent, {
    params: { id: place.community.id },
    body: { allowed: true },
  });
  await student.call(translationRoutes.setTranslationWish, { body: { auto: true, to: null } });
  const page = await hub.open(path, { as: student, width: 360, theme: 'dark', locale: 'ar' });
  await postAt(page, 1).getByText(`ar:${words}`).waitFor();
  expect(await postAt(page, 1).locator('.translation [lang="ar"]').count()).toBe(1);
  await settled(page);
  await look(page, 'translation-360-dark-ar');
  await expectAccessible(page);
  await page.context().close();
});

test('a poll is read in the words its post is read in, is voted in so, and has its own back', async () => {
  const { thread, post } = await startThread(owner, place.space, {
    title: 'Treffen',
    body: words,
    poll: {
      ...{ question: 'Wann treffen wir uns?', kind: 'single', options: ['Montag', 'Freitag'] },
      ...{ anonymous: false, show: 'always' },
    },
  });
  await student.call(translationRoutes.setTranslationWish, { body: { auto: false, to: null } });
  const page = await hub.open(`/t/${thread.id}`, { as: student, width: 360, locale: 'ar' });
  const poll = postAt(page, 1).locator('.poll');
  await poll.getByText('Montag').waitFor();
  await postAt(page, 1)
    .getByRole('button', { name: /ترجم إلى/ })
    .click();
  await poll.getByText('ar:Wann treffen wir uns?').first().waitFor();
  await look(page, 'translation-poll-360-light-ar');
  await expectAccessible(page);
  await poll.getByLabel('ar:Freitag').check();
  await poll.getByRole('button', { name: 'صوّت' }).click();
  await eventually(async () => {
    const { voters, options, results } = await owner.call(pollRoutes.getPoll, {
      params: { id: post.id },
    });
    return voters === 1 && results?.counts[options[1]?.id ?? ''] === 1;
  });
  await poll.getByText('ar:Montag').waitFor();
  await postAt(page, 1).getByRole('button', { name: 'أظهر النص الأصلي' }).click();
  await poll.getByText('Montag', { exact: true }).waitFor();
  await page.context().close();
});
