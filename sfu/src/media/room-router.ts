import type { types } from 'mediasoup';
import { withAllAddresses } from './candidates.ts';
import type { MediaWorker } from './MediaWorker.ts';
import type { Direction, Heard, RoomRouter } from './types.ts';

/** Milliseconds between looks at who is heard. */
const levelIntervalMs = 500;
/** Quieter than this is silence, in decibels below full. */
const levelThreshold = -60;
/** Bits a second one peer may send: camera in three layers, screen, and sound. */
const maxIncomingBitrate = 6_000_000;

/** Opens a router on the worker, with its ear for loudness. */
export async function openRoomRouter(
  worker: MediaWorker,
  codecs: types.RouterRtpCodecCapability[],
): Promise<RoomRouter> {
  const router = await worker.createRouter(codecs);
  const levels = await router.createAudioLevelObserver({
    maxEntries: 8,
    threshold: levelThreshold,
    interval: levelIntervalMs,
  });
  return new WorkerRouter(worker, router, levels);
}

class WorkerRouter implements RoomRouter {
  readonly router: types.Router;
  readonly workerPid: number;
  readonly #worker: MediaWorker;
  readonly #levels: types.AudioLevelObserver;
  #peers = 0;

  constructor(worker: MediaWorker, router: types.Router, levels: types.AudioLevelObserver) {
    this.router = router;
    this.workerPid = worker.pid;
    this.#worker = worker;
    this.#levels = levels;
  }

  get peers(): number {
    return this.#peers;
  }

  set peers(count: number) {
    this.#worker.peers += count - this.#peers;
    this.#peers = count;
  }

  async createTransport(direction: Direction): Promise<types.WebRtcTransport> {
    const transport = await this.router.createWebRtcTransport({
      webRtcServer: this.#worker.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: 1_000_000,
      appData: { direction },
    });
    if (direction === 'send') await transport.setMaxIncomingBitrate(maxIncomingBitrate);
    return transport;
  }

  candidatesOf(transport: types.WebRtcTransport): types.IceCandidate[] {
    return withAllAddresses(transport.iceCandidates, this.#worker.addresses);
  }

  async listenTo(producerId: string): Promise<void> {
    await this.#levels.addProducer({ producerId });
  }

  onHeard(listener: (heard: Heard[]) => void): void {
    this.#levels.on('volumes', (volumes) =>
      listener(volumes.map(({ producer, volume }) => ({ producerId: producer.id, volume }))),
    );
    this.#levels.on('silence', () => listener([]));
  }

  onDied(listener: () => void): void {
    this.router.once('workerclose', listener);
  }

  close(): void {
    this.peers = 0;
    this.router.close();
  }
}
