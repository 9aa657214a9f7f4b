/** The bare room's page: a button, and then one question after the other until there is a picture. */
import { Device } from 'mediasoup-client';
import type {
  ConsumerOptions,
  RtpCapabilities,
  Transport,
  TransportOptions,
} from 'mediasoup-client/types';
import { io } from 'socket.io-client';
import type { Questions } from './room.protocol.ts';

const socket = io({ transports: ['websocket'] });
/** The program beside this page answers in the words of mediasoup, which are those of this library. */
const ask = <T>(question: keyof Questions, ...details: unknown[]): Promise<T> =>
  socket.emitWithAck(question, ...details);
const device = new Device();

function connectBy(transport: Transport): void {
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    ask('dtls', transport.id, dtlsParameters).then(() => done(), fail);
  });
}

async function publish(): Promise<void> {
  const transport = device.createSendTransport(await ask<TransportOptions>('transport'));
  connectBy(transport);
  transport.on('produce', ({ kind, rtpParameters }, done, fail) => {
    ask<string>('produce', transport.id, { kind, rtpParameters }).then((id) => done({ id }), fail);
  });
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 1280, height: 720 },
  });
  const [camera] = stream.getVideoTracks();
  const [microphone] = stream.getAudioTracks();
  if (!camera || !microphone) throw new Error('no devices');
  await transport.produce({
    track: camera,
    encodings: [
      { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
      { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
      { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
    ],
  });
  await transport.produce({ track: microphone });
  document.body.append('Publishing');
}

async function join(): Promise<void> {
  const transport = device.createRecvTransport(await ask<TransportOptions>('transport'));
  connectBy(transport);
  const offered = await ask<ConsumerOptions[]>('consume', transport.id, device.recvRtpCapabilities);
  const consumers = await Promise.all(offered.map((one) => transport.consume(one)));
  for (const { kind, track } of consumers) {
    const element = document.createElement(kind);
    element.autoplay = true;
    element.muted = true;
    element.srcObject = new MediaStream([track]);
    document.body.append(element);
  }
  await ask('resume');
}

await device.load({ routerRtpCapabilities: await ask<RtpCapabilities>('capabilities') });
const button = document.querySelector('button');
button?.addEventListener('click', () => void join());
button?.removeAttribute('disabled');
if (location.hash === '#publish') await publish();
