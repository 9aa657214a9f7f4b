/**
 * The least that a room can be: one page, one worker, and each question of mediasoup's interface
 * asked over Socket.IO, one after the other. Everybody may enter, and nobody is told of anybody.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import * as mediasoup from 'mediasoup';
import { Server, type Socket } from 'socket.io';
import type { Questions } from './room.protocol.ts';

const { workerBin, mediaPort, script } = {
  workerBin: process.env.MEDIASOUP_WORKER_BIN,
  mediaPort: Number(process.env.MEDIA_PORT),
  script: process.env.PAGE_SCRIPT,
};
const page =
  '<!doctype html><button disabled>Join</button><script type="module" src="/page.js"></script>';

const worker = await mediasoup.createWorker({
  logLevel: 'warn',
  ...(workerBin && { workerBin }),
});
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: (['udp', 'tcp'] as const).map((protocol) => ({
    protocol,
    ip: '0.0.0.0',
    announcedAddress: process.env.MEDIA_ANNOUNCED_ADDRESS ?? '127.0.0.1',
    port: mediaPort,
  })),
});
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ],
});
const transports = new Map<string, mediasoup.types.WebRtcTransport>();
const producers = new Map<string, mediasoup.types.Producer>();

function serve(socket: Socket<Questions>): void {
  const own: mediasoup.types.WebRtcTransport[] = [];
  const consumers: mediasoup.types.Consumer[] = [];
  socket.on('capabilities', (ack) => ack(router.rtpCapabilities));
  socket.on('transport', async (ack) => {
    const transport = await router.createWebRtcTransport({
      webRtcServer,
      initialAvailableOutgoingBitrate: 1_000_000,
    });
    own.push(transport);
    transports.set(transport.id, transport);
    const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
    ack({ id, iceParameters, iceCandidates, dtlsParameters });
  });
  socket.on('dtls', async (id, dtlsParameters, ack) => {
    await transports.get(id)?.connect({ dtlsParameters });
    ack(null);
  });
  socket.on('produce', async (id, source, ack) => {
    const producer = await transports.get(id)?.produce(source);
    if (!producer) return;
    producers.set(producer.id, producer);
    producer.observer.once('close', () => producers.delete(producer.id));
    ack(producer.id);
  });
  socket.on('consume', async (id, rtpCapabilities, ack) => {
    for (const producerId of producers.keys()) {
      const consumer = await transports
        .get(id)
        ?.consume({ producerId, rtpCapabilities, paused: true });
      if (consumer) consumers.push(consumer);
    }
    ack(
      consumers.map(({ id: consumerId, producerId, kind, rtpParameters }) => ({
        id: consumerId,
        producerId,
        kind,
        rtpParameters,
      })),
    );
  });
  socket.on('resume', async (ack) => {
    for (const consumer of consumers) await consumer.resume();
    ack(null);
  });
  socket.on('disconnect', () => {
    for (const transport of own) {
      transports.delete(transport.id);
      transport.close();
    }
  });
}

const http = createServer(async (req, res) => {
  if (req.url === '/healthz') return void res.end('ok');
  if (req.url !== '/page.js') return void res.setHeader('Content-Type', 'text/html').end(page);
  res.setHeader('Content-Type', 'text/javascript').end(script ? await readFile(script) : '');
});
new Server<Questions>(http, { serveClient: false }).on('connection', serve);
http.listen(Number(process.env.PORT), '127.0.0.1');
