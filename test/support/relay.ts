/**
 * A stretch of bad road in user space: TCP and UDP go through it with a delay,
 * and a switch cuts it, as when somebody walks out of the reach of a network.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const host = '127.0.0.1';

/** One road; all that goes through it shares its delay and its switch. */
export interface Road {
  /** Milliseconds each way. */
  delayMs: number;
  /** What each direction of a TCP connection carries in a second; null: as much as comes. */
  bytesPerSecond: number | null;
  /** While true nothing passes: TCP stands still without an error, UDP is lost. */
  isCut: boolean;
  /** The relay has ended; what is still under way is lost. */
  isClosed: boolean;
}

export interface Relay extends AsyncDisposable {
  readonly road: Road;
  cut(): void;
  restore(): void;
  setDelay(ms: number): void;
  /** Bytes a second in each direction of TCP; null lifts the limit. */
  setRate(bytesPerSecond: number | null): void;
  /** Ends every TCP connection at once, as a proxy that restarts does. */
  resetConnections(): void;
  /** The local port that leads to this TCP port. */
  tcp(port: number): Promise<number>;
  /** The local port that leads to this UDP port. */
  udp(port: number): Promise<number>;
}

const pollMs = 20;

/** Pieces leave in the order they came, each after the delay, and none while the road is cut. */
function lane(road: Road): (work: () => void, bytes?: number) => void {
  /** When the last piece has gone onto the line. */
  let freeAt = 0;
  const queue: { at: number; work: () => void }[] = [];
  let isWaiting = false;
  const drain = () => {
    if (road.isClosed) return;
    while (!road.isCut && queue[0] && queue[0].at <= Date.now()) queue.shift()?.work();
    const [next] = queue;
    isWaiting = next !== undefined;
    if (next) setTimeout(drain, Math.max(1, Math.min(pollMs, next.at - Date.now())));
  };
  return (work, bytes = 0) => {
    const lengthMs = road.bytesPerSecond ? (bytes * 1_000) / road.bytesPerSecond : 0;
    freeAt = Math.max(freeAt, Date.now()) + lengthMs;
    const at = freeAt + road.delayMs;
    queue.push({ at, work });
    if (!isWaiting) setTimeout(drain, at - Date.now());
    isWaiting = true;
  };
}

function pipe(road: Road, from: Socket, to: Socket): void {
  const send = lane(road);
  from.on('data', (bytes: Buffer) => send(() => to.writable && to.write(bytes), bytes.length));
  from.on('end', () => send(() => to.end()));
  from.on('close', () => send(() => to.destroy()));
  from.on('error', () => send(() => to.destroy()));
}

async function openTcp(road: Road, target: number, sockets: Set<Socket>): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(target, host);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    pipe(road, near, far);
    pipe(road, far, near);
  });
  server.listen(0, host);
  await once(server, 'listening');
  return server;
}

/** Each sender gets a socket of its own, so that answers find their way back. */
async function openUdp(road: Road, target: number, sockets: Set<UdpSocket>): Promise<UdpSocket> {
  const near = createSocket('udp4');
  const bySender = new Map<string, UdpSocket>();
  const send = lane(road);
  const pass = (work: () => void) => {
    if (!road.isCut) send(work);
  };
  near.on('message', (packet, sender) => {
    const key = `${sender.address}:${sender.port}`;
    let far = bySender.get(key);
    if (!far) {
      far = createSocket('udp4');
      far.on('message', (answer) => pass(() => near.send(answer, sender.port, sender.address)));
      bySender.set(key, far);
      sockets.add(far);
    }
    const out = far;
    pass(() => out.send(packet, target, host));
  });
  sockets.add(near);
  near.bind(0, host);
  await once(near, 'listening');
  return near;
}

/** A road without any traffic yet. Use it with `await using`. */
export function startRelay({ delayMs = 0 }: { delayMs?: number } = {}): Relay {
  const road: Road = { delayMs, bytesPerSecond: null, isCut: false, isClosed: false };
  const servers: Server[] = [];
  const tcpSockets = new Set<Socket>();
  const udpSockets = new Set<UdpSocket>();
  return {
    road,
    cut: () => {
      road.isCut = true;
    },
    restore: () => {
      road.isCut = false;
    },
    setRate: (bytesPerSecond) => {
      road.bytesPerSecond = bytesPerSecond;
    },
    setDelay: (ms) => {
      road.delayMs = ms;
    },
    resetConnections: () => {
      for (const socket of tcpSockets) socket.destroy();
    },
    tcp: async (port) => {
      const server = await openTcp(road, port, tcpSockets);
      servers.push(server);
      return (server.address() as AddressInfo).port;
    },
    udp: async (port) => (await openUdp(road, port, udpSockets)).address().port,
    async [Symbol.asyncDispose]() {
      road.isClosed = true;
      for (const socket of tcpSockets) socket.destroy();
      for (const socket of udpSockets) socket.close();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
