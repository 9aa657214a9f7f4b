import {
  type SfuReport,
  sfuKeys,
  sfuReport,
  streamField,
} from '@jembatan/shared/sfu-control.protocol';
import type { Redis } from 'ioredis';
import type { Logger } from '../../kernel/logger.ts';
import type { RedisLink } from '../../platform/redis.ts';

/** One entry of the stream; no report when it could not be understood. */
export interface ReportEntry {
  id: string;
  report: SfuReport | null;
}

type StreamEntry = [id: string, fields: string[] | null];

const group = 'servers';
const batch = 100;
/** Milliseconds a read waits for something new. */
const blockMs = 1_000;

export type ReportsStore = ReturnType<typeof createReportsStore>;

/** The SFU's reports, each kept by Redis until it was dealt with. Rejects while Redis is away. */
export function createReportsStore(redis: RedisLink, consumer: string, logger: Logger) {
  const key = sfuKeys('').reports;
  // A connection of its own: a read that waits would hold up every other command.
  const reader: Redis = redis.commands.duplicate({ commandTimeout: blockMs * 5 });
  reader.on('error', (err) => logger.debug({ err }, 'reports lost redis'));

  const toEntries = (entries: readonly StreamEntry[]): ReportEntry[] =>
    entries.map(([id, fields]) => ({ id, report: parse(fields ?? [], logger) }));

  return {
    /** Makes the group when it is not there, also in a Redis that came back empty. */
    async ready(): Promise<void> {
      try {
        await reader.xgroup('CREATE', key, group, '0', 'MKSTREAM');
      } catch (error) {
        if (!String(error).includes('BUSYGROUP')) throw error;
      }
    },

    /** What any server took and did not finish, in order, from `cursor` on (`0-0` at first). */
    async takeOver(cursor: string): Promise<{ next: string; entries: ReportEntry[] }> {
      const answer = await reader.xautoclaim(key, group, consumer, 0, cursor, 'COUNT', batch);
      const [next, entries] = answer as [string, StreamEntry[]];
      return { next, entries: toEntries(entries) };
    },

    /** What is new; waits up to a second for it. */
    async next(): Promise<ReportEntry[]> {
      const answer = await reader.xreadgroup(
        ...(['GROUP', group, consumer, 'COUNT', batch, 'BLOCK', blockMs] as const),
        ...(['STREAMS', key, '>'] as const),
      );
      const [stream] = (answer ?? []) as [string, StreamEntry[]][];
      return toEntries(stream?.[1] ?? []);
    },

    async done(id: string): Promise<void> {
      await reader.xack(key, group, id);
    },

    close: () => reader.disconnect(),
  };
}

function parse(fields: readonly string[], logger: Logger): SfuReport | null {
  const json = fields[fields.indexOf(streamField) + 1] ?? '';
  const parsed = sfuReport.safeParse(parseJson(json));
  if (parsed.success) return parsed.data;
  logger.error(
    { issues: parsed.error.issues.slice(0, 3) },
    'report does not fit and is passed over',
  );
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
