import type { NodeRegistration, sfuKeys } from '@jembatan/shared/sfu-control.protocol';
import type { Logger } from '../kernel/logger.ts';
import type { RoomRegistry } from '../rooms/RoomRegistry.ts';
import { CommandReader } from './CommandReader.ts';
import { obey } from './commands.ts';
import { NodeRegistrar } from './NodeRegistrar.ts';
import { PlacementWatch } from './PlacementWatch.ts';
import { Reporter } from './Reporter.ts';
import type { RedisLink } from './redis-link.ts';
import { reportDeaths, reportRooms } from './room-reports.ts';

export interface ControlDeps {
  redis: RedisLink;
  keys: ReturnType<typeof sfuKeys>;
  /** What does not change while the node lives. */
  identity: Pick<NodeRegistration, 'id' | 'region' | 'rtpCapabilities'>;
  registry: RoomRegistry;
  load: () => number;
  /** Calls back when a media worker died. */
  onWorkerDied: (listener: () => void) => void;
  /** Peers are to be told that no new rooms come here. */
  onDraining: () => void;
  logger: Logger;
}

/** Everything between this node and the servers: lease, commands, reports, placements. */
export class Control {
  readonly reporter: Reporter;
  readonly placement: PlacementWatch;
  readonly #deps: ControlDeps;
  readonly #registrar: NodeRegistrar;
  readonly #reader: CommandReader;
  readonly #startedAt = new Date().toISOString();
  #url = '';
  #draining = false;

  constructor(deps: ControlDeps) {
    const { redis, keys, registry, logger } = deps;
    const nodeId = deps.identity.id;
    this.#deps = deps;
    this.reporter = new Reporter({ redis: redis.commands, keys, nodeId, logger });
    this.placement = new PlacementWatch({ redis: redis.commands, keys, nodeId, registry, logger });
    this.#registrar = new NodeRegistrar({
      redis: redis.commands,
      keys,
      describe: () => this.#describe(),
      logger,
    });
    const drain = (draining: boolean) => this.drain(draining);
    const orders = { registry, reporter: this.reporter, drain, logger };
    this.#reader = new CommandReader({
      redis: redis.reader,
      keys,
      nodeId,
      // Whoever sees this node registered may send it commands.
      onReading: () => this.#registrar.start(() => void this.placement.look()),
      onCommand: (command) => obey(command, orders),
      logger,
    });
    reportRooms(registry, this.reporter);
    reportDeaths(registry, deps.onWorkerDied, this.reporter);
  }

  /** From now on rooms are placed here. */
  begin(url: string): void {
    this.#url = url;
    this.reporter.report({ kind: 'node:started', sfuUrl: url });
    this.#reader.start();
    this.#deps.redis.onReady(() => {
      void this.#registrar.beat();
      void this.placement.look();
    });
  }

  drain(draining: boolean): void {
    this.#draining = draining;
    this.#deps.logger.info({ draining }, 'draining changed');
    if (draining) this.#deps.onDraining();
    void this.#registrar.beat();
  }

  /** Gives the lease back, so that rooms are placed elsewhere from now on. */
  async leave(): Promise<void> {
    this.#reader.stop();
    await this.#registrar.stop();
  }

  /** Says good-bye and tries for a while to send what is left to report. */
  async finish(waitMs: number): Promise<void> {
    this.reporter.report({ kind: 'node:stopped' });
    await this.reporter.close(waitMs);
  }

  #describe(): NodeRegistration {
    const { identity, registry, load } = this.#deps;
    return {
      ...identity,
      sfuUrl: this.#url,
      // So coarse that it stays the same while nothing happens, and need not be written again.
      load: Math.round(load() * 50) / 50,
      rooms: registry.list().length,
      peers: registry.peerCount,
      draining: this.#draining,
      startedAt: this.#startedAt,
    };
  }
}
