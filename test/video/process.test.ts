import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { freePort } from '../../scripts/services/ports.mjs';
import { eventually } from '../support/eventually.ts';
import { RtcClient } from '../support/rtc-client.ts';
import { startSfu } from '../support/sfu.ts';

const main = join(import.meta.dirname, '../../sfu/src/main.ts');

/** The real program, as Node runs it. */
function launch(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH ?? '', ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, exited, output: () => output };
}

/** Process ids whose parent is this one. */
function childrenOf(pid: number | undefined): number[] {
  const parentOf = (id: string) => {
    try {
      return Number(readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
    } catch {
      return 0;
    }
  };
  return readdirSync('/proc')
    .filter((id) => /^\d+$/.test(id) && parentOf(id) === pid)
    .map(Number);
}

test('SIGTERM moves the rooms, reports it, and leaves no process behind, within five seconds', async () => {
  await using hub = await startSfu();
  const port = await freePort();
  const program = launch({
    NODE_ID: 'node-process',
    SFU_PORT: String(port),
    MEDIA_PORT: '0',
    WORKERS: '2',
    MEDIA_ANNOUNCED_ADDRESS: '127.0.0.1',
    REDIS_URL: inject('redisUrl'),
    REDIS_PREFIX: hub.keys.reports.replace('sfu:reports', ''),
    MEDIASOUP_WORKER_BIN: inject('parts').workerBin ?? '',
  });
  await eventually(
    async () =>
      (await hub.redis.exists(hub.keys.node('node-process'))) === 1 || program.output() || 'silent',
    { withinMs: 20_000 },
  );
  const ticket = hub.issueTicket({ aud: 'node-process' });
  const client = await RtcClient.connect(`http://127.0.0.1:${port}`, { ticket });
  const { resumeToken } = await client.enter();
  const workers = childrenOf(program.child.pid);
  expect(workers).toHaveLength(2);

  const startedAt = performance.now();
  program.child.kill('SIGTERM');
  expect(await client.event('room:moved')).toEqual({ reason: 'node-closing' });
  expect(await program.exited).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow();
  expect((await hub.reports('node:stopped')).map((report) => report.node)).toEqual([
    'node-process',
  ]);

  // What must never be in a log.
  for (const secret of [ticket, ticket.split('.')[2] ?? ticket, resumeToken])
    expect(program.output()).not.toContain(secret);
});

test('a bad setting stops the start with its name, and so does a worker that cannot be started', async () => {
  const bad = launch({ MEDIA_ANNOUNCED_ADDRESS: '0.0.0.0', SFU_PORT: '-1' });
  expect(await bad.exited).toBe(1);
  expect(bad.output()).toContain('MEDIA_ANNOUNCED_ADDRESS');
  expect(bad.output()).toContain('SFU_PORT');
  const broken = launch({
    MEDIASOUP_WORKER_BIN: '/nowhere/worker',
    SFU_PORT: '0',
    MEDIA_PORT: '0',
  });
  expect(await broken.exited).toBe(1);
  expect(broken.output()).toContain('MEDIASOUP_WORKER_BIN');
});
