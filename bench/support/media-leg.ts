/** The other end of a media path: ICE and DTLS of werift, and packets that nobody plays. */
import dgram from 'node:dgram';
import type { DtlsParameters, TransportOptions } from '@jembatan/shared/rtp';
import {
  IceCandidate,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  type RtpHeader,
} from 'werift';

/** Room for half a second and more, so that a pause of this process loses nothing. */
const receiveBufferBytes = 4 * 1_024 * 1_024;
const native = dgram.createSocket;
// The library opens its sockets by itself and has no option for this.
Reflect.set(dgram, 'createSocket', (wish: dgram.SocketOptions | dgram.SocketType) =>
  native({
    ...(typeof wish === 'string' ? { type: wish } : wish),
    recvBufferSize: receiveBufferBytes,
  }),
);

/** AEAD_AES_128_GCM, as browsers choose it. */
const srtpProfiles = [7] as const;

export interface MediaLeg {
  /** What the SFU must know before `open`. */
  dtlsParameters: DtlsParameters;
  /** Connects. From then on what arrives is counted and dropped. */
  open(): Promise<void>;
  send(header: RtpHeader, payload: Buffer): void;
  /** Media packets that have arrived. */
  received(): number;
}

/** RTCP has these payload types, seen without the marker bit. */
const isRtcp = (packet: Buffer) => packet.readUInt8(1) >= 192 && packet.readUInt8(1) <= 223;

function iceTo({ iceParameters, iceCandidates }: TransportOptions): RTCIceTransport {
  const gatherer = new RTCIceGatherer({
    useIpv6: false,
    interfaceAddresses: { udp4: '127.0.0.1' },
    additionalHostAddresses: ['127.0.0.1'],
  });
  const ice = new RTCIceTransport(gatherer);
  ice.connection.iceControlling = true;
  ice.setRemoteParams(new RTCIceParameters({ ...iceParameters, iceLite: true }));
  const udp = iceCandidates.find(({ protocol }) => protocol === 'udp');
  if (udp)
    void ice.addRemoteCandidate(
      new IceCandidate(
        1,
        udp.foundation,
        udp.address ?? udp.ip,
        udp.port,
        udp.priority,
        'udp',
        'host',
      ),
    );
  void ice.addRemoteCandidate(undefined);
  return ice;
}

/** Makes an end of the path to this transport; `open` connects it. */
export async function createMediaLeg(options: TransportOptions): Promise<MediaLeg> {
  const certificate = await RTCDtlsTransport.SetupCertificate();
  const ice = iceTo(options);
  const dtls = new RTCDtlsTransport({}, ice, certificate, [...srtpProfiles]);
  dtls.role = 'client';
  dtls.setRemoteParams(
    new RTCDtlsParameters(
      options.dtlsParameters.fingerprints.map(
        ({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value),
      ),
      'server',
    ),
  );
  let received = 0;
  return {
    dtlsParameters: { role: 'client', fingerprints: sha256Of(certificate) },
    open: async () => {
      await ice.gather();
      await ice.start();
      await dtls.start();
      // Nobody looks inside: what is measured is the other side.
      ice.connection.onData.allUnsubscribe();
      ice.connection.onData.subscribe((packet) => {
        if (!isRtcp(packet)) received += 1;
      });
    },
    send: (header, payload) => void dtls.sendRtp(payload, header),
    received: () => received,
  };
}

function sha256Of(certificate: { getFingerprints(): RTCDtlsFingerprint[] }) {
  return certificate
    .getFingerprints()
    .flatMap(({ algorithm, value }) =>
      algorithm === 'sha-256' ? [{ algorithm: 'sha-256' as const, value }] : [],
    );
}
