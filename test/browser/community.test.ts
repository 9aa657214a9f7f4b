import { communityRoutes } from '@jembatan/shared/communities.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround } from '../support/places.ts';
import { expectForEverybody, tourMs } from './forum.ts';
import { type BrowserStack, expectAccessible, settled, startBrowserStack } from './support.ts';

let hub: BrowserStack;
let owner: TestPerson;
let guest: TestPerson;

beforeAll(async () => {
  hub = await startBrowserStack();
  owner = await hub.person({ displayName: 'Owner', locale: 'en' });
  guest = await hub.person({ displayName: 'Guest', locale: 'en' });
});
afterAll(() => hub[Symbol.asyncDispose]());

test('a class is made, invites by a link, and whoever opens the link is in it with its class', async () => {
  const page = await hub.open('/communities/new', { as: owner });
  await page.getByLabel('Name').fill('Klasse 9b – Wasser');
  await page.getByLabel('Only members read').check();
  await page.getByLabel('By invitation').check();
  await page.getByLabel('Languages spoken here').selectOption('id');
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Klasse 9b – Wasser' }).waitFor();
  await page.getByText('Speaks Indonesian').waitFor();

  await page.getByRole('link', { name: 'Invitations' }).click();
  await page.getByLabel('Class', { exact: true }).fill('9b');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('Invitation link').inputValue();
  await expectAccessible(page);

  const other = await hub.open(new URL(link).pathname, { as: guest });
  await other
    .getByRole('button', { name: /Accept|Join|come in/i })
    .first()
    .click();
  await other.getByRole('heading', { level: 1, name: 'Klasse 9b – Wasser' }).waitFor();

  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByText('2 members').waitFor();
  const row = page.locator('.list-row', { hasText: 'Guest' });
  await row.getByText('9b').waitFor();
  await row.getByRole('button', { name: 'More for Guest' }).click();
  await page.getByRole('menuitem', { name: 'Change role or class' }).click();
  await page.getByRole('dialog').getByLabel('Teacher').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await row.getByText('Teacher', { exact: true }).waitFor();

  await page.getByRole('link', { name: 'Invitations' }).click();
  await page.getByRole('button', { name: 'End this link' }).click();
  await page.getByText('No link works at the moment.').waitFor();
  const late = await hub.person({ displayName: 'Late' });
  const gone = await late
    .call(communityRoutes.getInvite, { params: { code: link.split('/').at(-1) ?? '' } })
    .catch((error: { code?: string }) => error.code);
  expect(['invite-over', 'not-found']).toContain(gone);
  await page.context().close();
  await other.context().close();
});

test('whoever asks to come in is let in on the members page, and can be removed for good', async () => {
  const { community } = await makeGround(owner, {
    name: 'By asking',
    reading: 'signed-in',
    joining: 'request',
  });
  const asking = await hub.open(`/c/${community.id}/x`, { as: guest });
  await asking.getByRole('button', { name: 'Ask to join' }).click();
  await asking.getByText('You have asked to come in.').waitFor();
  const page = await hub.open(`/communities/${community.id}/members`, { as: owner });
  await page.getByRole('button', { name: 'Let in' }).click();
  const row = page.locator('.list-row', { hasText: 'Guest' });
  await row.getByText('Student', { exact: true }).waitFor();
  await asking.getByRole('link', { name: 'Members' }).waitFor();

  await row.getByRole('button', { name: 'More for Guest' }).click();
  await page.getByRole('menuitem', { name: 'Remove from here' }).click();
  await page.getByLabel('Keep them from coming back').check();
  await page.getByRole('button', { name: 'Remove and keep out' }).click();
  await eventually(async () => (await row.count()) === 0);
  await asking.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  await page.context().close();
  await asking.context().close();
});

test('a study group is made and joined inside its community, and one can leave it', async () => {
  const { community } = await makeGround(owner, { name: 'With groups', members: [guest] });
  const page = await hub.open(`/c/${community.id}/x`, { as: guest });
  await page.getByRole('link', { name: 'New study group' }).click();
  await page.getByLabel('Name').fill('Chemistry of rivers');
  await page.getByRole('button', { name: 'Make the group' }).click();
  await page.getByRole('heading', { level: 1, name: 'Chemistry of rivers' }).waitFor();
  const other = await hub.open(`/c/${community.id}/x`, { as: owner });
  await other.getByRole('link', { name: /Chemistry of rivers/ }).click();
  await other.getByRole('button', { name: 'Join', exact: true }).click();
  await other.getByText('2 members').waitFor();
  await other.getByRole('button', { name: 'Leave' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await other.waitForURL(/\/communities$/);
  await page.context().close();
  await other.context().close();
});

test('settings keep who may read and who may join as two answers', async () => {
  const { community } = await makeGround(owner, { name: 'Doors' });
  const page = await hub.open(`/communities/${community.id}/settings`, { as: owner });
  await page.getByLabel('Everybody may read').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. It holds from now on.').waitFor();
  const now = await owner.call(communityRoutes.getCommunity, { params: { id: community.id } });
  expect([now.reading, now.joining]).toEqual(['everyone', 'invitation']);
  await page.context().close();
});

test('a member’s new forum is found in the community, and an outsider sees nothing of a closed place', async () => {
  const { community } = await makeGround(owner, { name: 'Closed' });
  const page = await hub.open(`/c/${community.id}/x`, { as: owner });
  await page.getByRole('button', { name: 'New forum' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Library');
  await page.getByRole('button', { name: 'Make the forum' }).click();
  await page.getByRole('link', { name: /Library/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  await page.getByRole('link', { name: 'New topic' }).first().waitFor();
  const stranger = await hub.open(`/c/${community.id}/x`, { as: guest });
  await stranger.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  await stranger.goto(`${hub.url}/communities/${community.id}/members`);
  await settled(stranger);
  await stranger.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  await page.context().close();
  await stranger.context().close();
});

test('who is here is seen when they come and when they go', async () => {
  const { community } = await makeGround(owner, { name: 'Presence', members: [guest] });
  const page = await hub.open(`/c/${community.id}/x`, { as: owner, width: 1280 });
  const here = page.locator('.context').getByRole('region', { name: 'Here now' });
  await here.getByText('Nobody else is here right now.').waitFor();
  const other = await hub.open(`/c/${community.id}/x`, { as: guest });
  await here.getByRole('link', { name: 'Guest' }).waitFor();
  await other.context().close();
  await here.getByText('Nobody else is here right now.').waitFor({ timeout: 60_000 });
  await page.context().close();
});

test(
  'the pages of communities are for everybody: axe, widths, languages',
  async () => {
    const laila = await hub.person({ displayName: 'ليلى', locale: 'ar' });
    const water = await makeGround(owner, { name: 'Water', members: [guest] });
    const arabic = await makeGround(laila, { name: 'ماء', members: [guest] });
    const pathsOf = (id: string) => ({
      communities: '/communities',
      'new-community': '/communities/new',
      community: `/c/${id}/x`,
      members: `/communities/${id}/members`,
      invitations: `/communities/${id}/invitations`,
      settings: `/communities/${id}/settings`,
    });
    await expectForEverybody(hub, {
      en: { as: owner, paths: pathsOf(water.community.id) },
      ar: { as: laila, paths: pathsOf(arabic.community.id) },
    });
  },
  tourMs,
);
