/** What the bare room's page and program say to each other. */
import type { types } from 'mediasoup';

type Ack<T> = (answer: T) => void;

export type BareTransport = Pick<
  types.WebRtcTransport,
  'id' | 'iceParameters' | 'iceCandidates' | 'dtlsParameters'
>;

export interface BareConsumer {
  id: string;
  producerId: string;
  kind: types.MediaKind;
  rtpParameters: types.RtpParameters;
}

/** Each question with its answer. */
export interface Questions {
  capabilities: (ack: Ack<types.RouterRtpCapabilities>) => void;
  transport: (ack: Ack<BareTransport>) => void;
  dtls: (id: string, dtlsParameters: types.DtlsParameters, ack: Ack<null>) => void;
  produce: (
    id: string,
    source: { kind: types.MediaKind; rtpParameters: types.RtpParameters },
    ack: Ack<string>,
  ) => void;
  consume: (id: string, rtpCapabilities: types.RtpCapabilities, ack: Ack<BareConsumer[]>) => void;
  resume: (ack: Ack<null>) => void;
}
