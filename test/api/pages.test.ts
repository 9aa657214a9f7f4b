import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
beforeAll(async () => {
  stack = await startStack();
  owner = await stack.person();
});
afterAll(() => stack[Symbol.asyncDispose]());

const open = (path: string) =>
  fetch(`${stack.url}${path}`, { redirect: 'manual', headers: { Accept: 'text/html' } });

describe('TXT-1 the address of a public thread', () => {
  it.each([
    ['ยินดีต้อนรับ', 'ยินดีต้อนรับ'],
    ['ようこそ 2026', 'ようこそ-2026'],
    ['🌉', ''],
    ['Ünï / <b>code</b> ?#%', 'ünï-b-code-b'],
  ])('titled %s leads from the id, and from any wrong slug, to its own', async (title, slug) => {
    const { space } = await makeGround(owner, { reading: 'everyone' });
    const { thread } = await startThread(owner, space, { title });
    const canonical = encodeURI(`/t/${thread.id}${slug && `/${slug}`}`);
    for (const path of [`/t/${thread.id}`, `/t/${thread.id}/wrong`, `/t/${thread.id}/%E0%B8`]) {
      const response = await open(path);
      if (response.status !== 200) {
        expect(response.status).toBe(302);
        expect(response.headers.get('location')).toBe(canonical);
      } else {
        expect(path).toBe(canonical);
      }
    }
    const page = await open(canonical);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('rel="canonical"');
  });
});

describe('PERM-1 a thread that is not public', () => {
  it('has the same page as one that does not exist: no title, no redirect, no trace', async () => {
    const { space, community } = await makeGround(owner, {
      reading: 'members',
      name: 'Secret circle',
    });
    const { thread } = await startThread(owner, space, { title: 'Very secret orbit' });
    const missing = await open(`/t/${'f'.repeat(24)}`);
    const neutral = await missing.text();
    for (const path of [
      `/t/${thread.id}`,
      `/t/${thread.id}/very-secret-orbit`,
      `/c/${community.id}`,
      `/t/not-an-id`,
    ]) {
      const response = await open(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.text()).toBe(neutral);
      expect(response.headers.get('location')).toBeNull();
    }
    for (const path of [
      '/sitemap.xml',
      '/feed',
      `/t/${thread.id}.rss`,
      `/t/${thread.id}.json`,
      `/t/${thread.id}/print`,
      '/embed',
    ]) {
      expect(await (await open(path)).text()).not.toMatch(/secret/i);
    }
  });
});

it('pages carry a closed content policy and no server name', async () => {
  const response = await open('/');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('x-powered-by')).toBeNull();
});
