import { isIP } from 'node:net';
import type { types } from 'mediasoup';
import * as mediasoup from 'mediasoup';

export interface ListenOptions {
  /** UDP and TCP port; 0 takes free ones. */
  port: number;
  /** Addresses that browsers are told, best first; at least one. */
  addresses: readonly string[];
}

export interface MediaWorkerOptions {
  listen: ListenOptions;
  workerBin: string | undefined;
}

/** One worker process with its one WebRTC port. */
export class MediaWorker {
  readonly #worker: types.Worker;
  readonly #server: types.WebRtcServer;
  readonly #addresses: readonly string[];
  /** Peers pinned to routers here. */
  peers = 0;

  private constructor(
    worker: types.Worker,
    server: types.WebRtcServer,
    addresses: readonly string[],
  ) {
    this.#worker = worker;
    this.#server = server;
    this.#addresses = addresses;
  }

  /** Starts the process; throws when it cannot be started or its port is taken. */
  static async start({ listen, workerBin }: MediaWorkerOptions): Promise<MediaWorker> {
    const worker = await mediasoup.createWorker({
      logLevel: 'warn',
      ...(workerBin ? { workerBin } : {}),
    });
    try {
      const server = await worker.createWebRtcServer({ listenInfos: listenInfos(listen) });
      return new MediaWorker(worker, server, listen.addresses);
    } catch (err) {
      worker.close();
      throw err;
    }
  }

  get pid(): number {
    return this.#worker.pid;
  }

  get alive(): boolean {
    return !this.#worker.closed;
  }

  get webRtcServer(): types.WebRtcServer {
    return this.#server;
  }

  get addresses(): readonly string[] {
    return this.#addresses;
  }

  createRouter(mediaCodecs: types.RouterRtpCodecCapability[]): Promise<types.Router> {
    return this.#worker.createRouter({ mediaCodecs });
  }

  /** Called once when the process ended by itself, after its routers were told. */
  onDied(listener: (err: Error) => void): void {
    this.#worker.once('died', listener);
  }

  /** Milliseconds of CPU the process has used since its start. */
  async cpuMs(): Promise<number> {
    const usage = await this.#worker.getResourceUsage();
    return usage.ru_utime + usage.ru_stime;
  }

  close(): void {
    this.#worker.close();
  }
}

/**
 * One socket of each protocol and IP family: several addresses of one family
 * share it (see `withAllAddresses`), because a port can be bound only once.
 */
function listenInfos({ port, addresses }: ListenOptions): types.TransportListenInfo[] {
  const v4 = addresses.find((address) => isIP(address) !== 6);
  const v6 = addresses.find((address) => isIP(address) === 6);
  return (['udp', 'tcp'] as const).flatMap((protocol) => [
    ...(v4 ? [{ protocol, port, ip: '0.0.0.0', announcedAddress: v4 }] : []),
    ...(v6 ? [{ protocol, port, ip: '::', announcedAddress: v6, flags: { ipv6Only: true } }] : []),
  ]);
}
