import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { launch, newPlace, type Place, pressCtrlC, processesOf, startHub } from '../support/hub.ts';

const admin = { ADMIN_EMAIL: 'first@example.org', ADMIN_PASSWORD: 'a long enough password' };
const fetchWords = /downloading|fetching|installing|building|npm ci/i;

/** Waits until no process of the hub is left. */
async function nothingIsLeft(place: Place): Promise<void> {
  await eventually(() => processesOf(place).map(({ command }) => command)[0], { withinMs: 40_000 });
}

function pidOf(place: Place, part: string): number {
  const found = processesOf(place).find(({ command }) => command.includes(part));
  if (!found) throw new Error(`no process of this hub is called ${part}`);
  return found.pid;
}

async function signIn(url: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: admin.ADMIN_EMAIL, password: admin.ADMIN_PASSWORD }),
  });
  return response.status;
}

describe('npm start', () => {
  it('gets to its address, prints a link for the first admin, and Ctrl-C leaves nothing', async () => {
    const place = await newPlace();
    await using hub = await startHub(place);
    expect(hub.output()).toContain(`http://localhost:${place.port}`);
    expect(hub.output()).toMatch(/First admin: +http:\/\/localhost:\d+\/\S+/);
    expect(hub.output()).toContain('need HTTPS for camera and microphone');
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${hub.url}/`)).headers.get('content-type')).toContain('text/html');
    pressCtrlC(hub);
    expect(await hub.exited).toBe(0);
    expect(processesOf(place)).toEqual([]);
  });

  it('goes on with its data, fetches nothing, and finds other ports when its own are taken', async () => {
    const place = await newPlace();
    {
      const first = await startHub(place, [], admin);
      expect(await signIn(first.url)).toBe(200);
      first.child.kill('SIGTERM');
      expect(await first.exited).toBe(0);
    }
    const ports = JSON.parse(await readFile(join(place.dataDir, 'ports.json'), 'utf8'));
    const squatter = createServer().listen(ports.mongo, '127.0.0.1');
    try {
      await using second = await startHub(place);
      expect(second.output()).not.toMatch(fetchWords);
      expect(second.output()).not.toContain('First admin');
      expect(await signIn(second.url)).toBe(200);
    } finally {
      squatter.close();
    }
  });

  it('leaves no process when it is killed by force', async () => {
    const place = await newPlace();
    await using hub = await startHub(place);
    expect(processesOf(place).length).toBeGreaterThanOrEqual(6);
    hub.child.kill('SIGKILL');
    await nothingIsLeft(place);
  });

  it('stops everything and says why when one part ends', async () => {
    const place = await newPlace();
    await using hub = await startHub(place);
    process.kill(pidOf(place, 'redis-server'), 'SIGKILL');
    expect(await hub.exited).toBe(1);
    expect(hub.output()).toMatch(/The redis ended \(code SIGKILL\).*What to do/s);
    expect(processesOf(place)).toEqual([]);
  });

  it('leaves no process when even its keeper is killed by force', async () => {
    const place = await newPlace();
    await using hub = await startHub(place);
    process.kill(pidOf(place, 'keeper.mjs'), 'SIGKILL');
    expect(await hub.exited).toBe(1);
    await nothingIsLeft(place);
  });

  it('runs twice side by side, but not twice on the same data', async () => {
    const [one, other] = [await newPlace(), await newPlace()];
    await using first = await startHub(one);
    await using second = await startHub(other);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
    const intruder = launch({ ...other, dataDir: one.dataDir }, [], { DATA_DIR: one.dataDir });
    expect(await intruder.exited).toBe(1);
    expect(intruder.output()).toMatch(/a hub runs on .* already.*What to do/s);
  });

  it('names the port that is taken and the way out', async () => {
    const place = await newPlace();
    const squatter = createServer().listen(place.port);
    try {
      await using hub = launch(place);
      expect(await hub.exited).toBe(1);
      expect(hub.output()).toContain(`${place.port} (PORT)`);
      expect(hub.output()).toContain('What to do');
    } finally {
      squatter.close();
    }
  });

  it('explains itself, and refuses what it does not know', async () => {
    const place = await newPlace();
    await using help = launch(place, ['--help']);
    expect(await help.exited).toBe(0);
    expect(help.output()).toContain('--demo');
    await using unknown = launch(await newPlace(), ['--dmeo']);
    expect(await unknown.exited).toBe(1);
    expect(unknown.output()).toContain('--dmeo');
  });
});
