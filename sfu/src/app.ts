import { sfuKeys } from '@jembatan/shared/sfu-control.protocol';
import { type Config, readConfig } from './config.ts';
import { Control } from './control/Control.ts';
import { connectRedis, type RedisLink } from './control/redis-link.ts';
import type { Logger } from './kernel/logger.ts';
import { createLogger } from './kernel/pino-logger.ts';
import { settleAll } from './kernel/settle-all.ts';
import { announcedAddresses, warnOfAddresses } from './media/addresses.ts';
import { mediaProblem } from './media/problems.ts';
import { WorkerPool } from './media/WorkerPool.ts';
import { QualityWatch } from './rooms/QualityWatch.ts';
import { RoomRegistry } from './rooms/RoomRegistry.ts';
import { Door, type Refusal } from './signalling/Door.ts';
import { createHttp, type Health, type HttpServer, listenOn } from './signalling/http.ts';
import { relayServers } from './signalling/ice-servers.ts';
import { Signalling } from './signalling/Signalling.ts';
import { LoadMeter } from './stats/LoadMeter.ts';
import { createMetrics, type Metrics } from './stats/metrics.ts';
import { TicketChecker } from './tickets/TicketChecker.ts';
import { TicketStore } from './tickets/TicketStore.ts';

export { type Config, readConfig };

/** One SFU node, built and not yet listening. */
export interface App {
  /** Opens the port, registers the node, and takes commands. */
  listen(): Promise<void>;
  /** Moves its rooms, gives the lease back, sends what is left to report; within five seconds. */
  close(): Promise<void>;
  /** Where browsers connect; known after `listen`. */
  readonly url: string;
  readonly nodeId: string;
  /** Process ids of the living media workers. */
  readonly workerPids: readonly number[];
}

/** Milliseconds the start waits for Redis; it goes on without. */
const redisWaitMs = 2_000;
const qualityIntervalMs = 3_000;
const loadIntervalMs = 2_000;
/** Milliseconds that the last reports may take. */
const lastReportsMs = 1_500;

/** Builds the whole program; throws when workers cannot be started. */
export async function createApp(config: Config): Promise<App> {
  const logger = createLogger({ level: config.logLevel, nodeId: config.nodeId });
  const addresses = announcedAddresses(config);
  const pool = await WorkerPool.start({
    count: config.workers,
    mediaPort: config.mediaPort,
    addresses,
    workerBin: config.workerBin,
    logger,
  });
  const parts = assemble(config, { logger, pool });
  let url = config.publicUrl ?? '';
  let closing: Promise<void> | undefined;

  return {
    async listen() {
      await parts.redis.ready(redisWaitMs);
      const port = await listenOn(parts.http, config.port);
      url ||= `${config.tls ? 'https' : 'http'}://localhost:${port}`;
      warnOfAddresses(
        { configured: config.announcedAddresses, announced: addresses, publicUrl: url },
        logger,
      );
      parts.control.begin(url);
      logger.info({ url, workers: config.workers, addresses }, 'sfu listens');
    },
    close: () => {
      closing ??= parts.close();
      return closing;
    },
    get url() {
      return url;
    },
    nodeId: config.nodeId,
    get workerPids() {
      return pool.workers.map((worker) => worker.pid);
    },
  };
}

interface Base {
  logger: Logger;
  pool: WorkerPool;
}

interface Parts {
  http: HttpServer;
  control: Control;
  redis: RedisLink;
  close(): Promise<void>;
}

function assemble(config: Config, { logger, pool }: Base): Parts {
  const keys = sfuKeys(config.redisPrefix);
  const redis = connectRedis(config.redisUrl, logger);
  const { seatMs, peersPerRouter, maxPeersPerRoom: maxPeers } = config;
  const registry = new RoomRegistry({ routers: pool, seatMs, peersPerRouter, maxPeers, logger });
  const load = new LoadMeter(
    { workers: () => pool.workers, consumers: () => registry.counts().consumers },
    loadIntervalMs,
  );
  const quality = new QualityWatch(() => registry.list(), qualityIntervalMs);
  const control = new Control({
    redis,
    keys,
    identity: { id: config.nodeId, region: config.region, rtpCapabilities: pool.rtpCapabilities },
    registry,
    load: () => load.load,
    onWorkerDied: (listener) => void pool.events.on('died', listener),
    onDraining: () => signalling.tellDraining(),
    logger,
  });
  const metrics = createMetrics({
    counts: () => ({
      ...registry.counts(),
      sockets: signalling.socketCount,
      workers: pool.workers.length,
      queuedReports: control.reporter.queued,
    }),
    load: () => load.load,
  });
  pool.events.on('died', () => metrics.workerDied());
  const http = createHttp({
    tls: config.tls,
    metricsToken: config.metricsToken,
    metrics,
    health: () => health(pool, redis),
  });
  const store = new TicketStore({ redis: redis.commands, keys, logger });
  const door = new Door({
    tickets: new TicketChecker(store, config.nodeId),
    store,
    registry,
    checkPlacement: (room, epoch) => control.placement.check(room, epoch),
    onRefused: (refusal) => onRefused(refusal, { metrics, control, logger }),
  });
  const signalling = new Signalling({
    http,
    registry,
    door,
    logger,
    translate: mediaProblem,
    iceServers: (person) => (config.turn ? relayServers(config.turn, person) : undefined),
    onJoined: metrics.joined,
  });
  const watches = [quality, load];
  return {
    http,
    control,
    redis,
    close: () => closeAll({ control, registry, signalling, watches, pool, redis, logger }),
  };
}

interface Closable {
  control: Control;
  registry: RoomRegistry;
  signalling: Signalling;
  watches: { close(): void }[];
  pool: WorkerPool;
  redis: RedisLink;
  logger: Logger;
}

/** The lease first: nobody is sent here any more when the peers are sent away. */
function closeAll({
  control,
  registry,
  signalling,
  watches,
  pool,
  redis,
  logger,
}: Closable): Promise<void> {
  const steps = [
    () => control.leave(),
    () => registry.closeAll('node-closing'),
    () => control.finish(lastReportsMs),
    () => signalling.close(),
    () => watches.forEach((watch) => void watch.close()),
    () => pool.close(),
    () => redis.close(),
  ];
  return settleAll(steps, (err) => logger.warn({ err }, 'a part did not close cleanly'));
}

function health(pool: WorkerPool, redis: RedisLink): Health {
  return {
    ok: pool.workers.length > 0,
    workers: pool.workers.length,
    redis: redis.isUp() ? 'up' : 'down',
  };
}

interface RefusalDeps {
  metrics: Metrics;
  control: Control;
  logger: Logger;
}

/** Forged tickets are counted; a genuine one that is refused is also reported. */
function onRefused({ code, claims }: Refusal, { metrics, control, logger }: RefusalDeps): void {
  metrics.refused(code);
  logger.debug({ code, room: claims?.room, person: claims?.sub }, 'refused');
  if (claims)
    control.reporter.report({ kind: 'denied', code, room: claims.room, person: claims.sub });
}
