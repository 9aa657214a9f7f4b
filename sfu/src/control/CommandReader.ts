import { setTimeout as delay } from 'node:timers/promises';
import {
  type SfuCommand,
  sfuCommand,
  type sfuKeys,
  streamField,
} from '@jembatan/shared/sfu-control.protocol';
import type { Redis } from 'ioredis';
import type { Logger } from '../kernel/logger.ts';

export interface CommandReaderDeps {
  /** A connection of its own: the read blocks. */
  redis: Redis;
  keys: ReturnType<typeof sfuKeys>;
  nodeId: string;
  /** Called once, when nothing that is sent from now on can be missed. */
  onReading: () => void;
  onCommand: (command: SfuCommand) => Promise<void>;
  logger: Logger;
}

const blockMs = 5_000;
const pauseMs = 500;

/** Reads this node's commands, one after another, from the moment of its start. */
export class CommandReader {
  readonly #deps: CommandReaderDeps;
  #lastId: string | undefined;
  #closed = false;

  constructor(deps: CommandReaderDeps) {
    this.#deps = deps;
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#closed = true;
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#read();
      } catch (err) {
        if (this.#closed) return;
        this.#deps.logger.debug({ err }, 'commands could not be read');
        await delay(pauseMs, undefined, { ref: false });
      }
    }
  }

  async #read(): Promise<void> {
    const { redis, keys, nodeId, onReading } = this.#deps;
    const key = keys.commands(nodeId);
    // NOTE: `$` in a loop would lose what comes between two reads: the place is found once.
    if (this.#lastId === undefined) {
      this.#lastId = await newestId(redis, key);
      onReading();
    }
    const answer = await redis.xread('COUNT', 100, 'BLOCK', blockMs, 'STREAMS', key, this.#lastId);
    for (const [, entries] of answer ?? []) {
      for (const [id, fields] of entries) {
        this.#lastId = id;
        await this.#take(fields);
      }
    }
  }

  async #take(fields: readonly string[]): Promise<void> {
    const { onCommand, logger } = this.#deps;
    const parsed = sfuCommand.safeParse(parseJson(fields[fields.indexOf(streamField) + 1]));
    if (!parsed.success)
      return logger.error(
        { issues: parsed.error.issues.length },
        'command does not fit and is passed over',
      );
    await onCommand(parsed.data);
  }
}

async function newestId(redis: Redis, key: string): Promise<string> {
  const [newest] = await redis.xrevrange(key, '+', '-', 'COUNT', 1);
  return newest?.[0] ?? '0-0';
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
