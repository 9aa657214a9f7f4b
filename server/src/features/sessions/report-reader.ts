import { setTimeout as delay } from 'node:timers/promises';
import type { SessionId } from '@jembatan/shared/ids';
import type { SfuReport } from '@jembatan/shared/sfu-control.protocol';
import type { Claims } from '../../kernel/claims.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { ReportEntry, ReportsStore } from './reports.store.ts';

export interface ReaderDeps {
  store: ReportsStore;
  claims: Claims;
  handle: (report: SfuReport) => Promise<SessionId[]>;
  settle: (id: SessionId) => Promise<void>;
  logger: Logger;
}

const work = 'sfu-reports';
/** Lifetime of the claim; longer than a read waits. */
const claimMs = 4_000;
/** Milliseconds between two tries to become the reader. */
const idleMs = 1_000;
const afterFailureMs = 500;

export type ReportReader = ReturnType<typeof createReportReader>;

/**
 * Reads the reports of all nodes in order: one server at a time, so that who
 * left is never written before who came. The next one begins with what the
 * last one took and did not finish.
 */
export function createReportReader({ store, claims, handle, settle, logger }: ReaderDeps) {
  let closed = false;
  let running: Promise<void> = Promise.resolve();
  /** False until what was left behind is done. */
  let caughtUp = false;

  async function process(entries: readonly ReportEntry[]): Promise<void> {
    const changed = new Set<SessionId>();
    for (const { report } of entries) {
      if (report) for (const id of await handle(report)) changed.add(id);
    }
    for (const id of changed) await settle(id);
    for (const { id } of entries) await store.done(id);
  }

  async function catchUp(): Promise<void> {
    await store.ready();
    let cursor = '0-0';
    do {
      const { next, entries } = await store.takeOver(cursor);
      await process(entries);
      cursor = next;
    } while (cursor !== '0-0' && !closed);
    caughtUp = true;
  }

  async function step(): Promise<void> {
    if (!(await claims.take(work, claimMs))) {
      caughtUp = false;
      await delay(idleMs, undefined, { ref: false });
      return;
    }
    if (!caughtUp) await catchUp();
    await process(await store.next());
  }

  async function run(): Promise<void> {
    while (!closed) {
      try {
        await step();
      } catch (err) {
        caughtUp = false;
        if (!closed) logger.warn({ err }, 'reports wait');
        await delay(afterFailureMs, undefined, { ref: false });
      }
    }
  }

  return {
    start(): void {
      running = run();
    },
    async stop(): Promise<void> {
      closed = true;
      store.close();
      await running;
      await claims.release(work);
    },
  };
}
