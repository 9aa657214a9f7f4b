import * as z from 'zod/mini';

/**
 * What travels about media in signalling, in the form mediasoup and
 * mediasoup-client share. Unknown fields are dropped; optional fields are
 * absent, never `undefined`, so that both libraries take the parsed values.
 */

const parameters = z.record(z.string().check(z.maxLength(64)), z.unknown());
const payloadType = z.int().check(z.gte(0), z.lte(127));
const ssrc = z.int().check(z.gte(0), z.lte(0xffff_ffff));
const word = z.string().check(z.minLength(1), z.maxLength(128));

export const mediaKind = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof mediaKind>;

const rtcpFeedback = z.object({
  type: word,
  parameter: z.exactOptional(z.string().check(z.maxLength(64))),
});

/** Header extensions the SFU forwards; browsers offer no others after negotiation. */
export const headerExtensionUri = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
]);

const codecCapability = z.object({
  kind: mediaKind,
  mimeType: word,
  preferredPayloadType: payloadType,
  clockRate: z.int(),
  channels: z.exactOptional(z.int()),
  parameters: z.exactOptional(parameters),
  rtcpFeedback: z.exactOptional(z.array(rtcpFeedback).check(z.maxLength(32))),
});

/** What a router or a device can receive. */
export const rtpCapabilities = z.object({
  codecs: z.exactOptional(z.array(codecCapability).check(z.maxLength(64))),
  headerExtensions: z.exactOptional(
    z
      .array(
        z.object({
          kind: mediaKind,
          uri: headerExtensionUri,
          preferredId: z.int(),
          preferredEncrypt: z.exactOptional(z.boolean()),
          direction: z.exactOptional(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
        }),
      )
      .check(z.maxLength(64)),
  ),
});
export type RtpCapabilities = z.infer<typeof rtpCapabilities>;

const codec = z.object({
  mimeType: word,
  payloadType,
  clockRate: z.int(),
  channels: z.exactOptional(z.int()),
  parameters: z.exactOptional(parameters),
  rtcpFeedback: z.exactOptional(z.array(rtcpFeedback).check(z.maxLength(32))),
});

const encoding = z.object({
  ssrc: z.exactOptional(ssrc),
  rid: z.exactOptional(z.string().check(z.maxLength(16))),
  codecPayloadType: z.exactOptional(payloadType),
  rtx: z.exactOptional(z.object({ ssrc })),
  dtx: z.exactOptional(z.boolean()),
  scalabilityMode: z.exactOptional(z.string().check(z.maxLength(16))),
  maxBitrate: z.exactOptional(z.int().check(z.gte(0))),
});

/** What one producer sends or one consumer receives. */
export const rtpParameters = z.object({
  mid: z.exactOptional(z.string().check(z.maxLength(32))),
  codecs: z.array(codec).check(z.minLength(1), z.maxLength(16)),
  headerExtensions: z.exactOptional(
    z
      .array(
        z.object({
          uri: headerExtensionUri,
          id: z.int(),
          encrypt: z.exactOptional(z.boolean()),
          parameters: z.exactOptional(parameters),
        }),
      )
      .check(z.maxLength(32)),
  ),
  encodings: z.exactOptional(z.array(encoding).check(z.maxLength(8))),
  rtcp: z.exactOptional(
    z.object({
      cname: z.exactOptional(z.string().check(z.maxLength(128))),
      reducedSize: z.exactOptional(z.boolean()),
    }),
  ),
  msid: z.exactOptional(z.string().check(z.maxLength(256))),
});
export type RtpParameters = z.infer<typeof rtpParameters>;

export const iceParameters = z.object({
  usernameFragment: word,
  password: word,
  iceLite: z.exactOptional(z.boolean()),
});
export type IceParameters = z.infer<typeof iceParameters>;

const iceCandidate = z.object({
  foundation: word,
  priority: z.number(),
  ip: word,
  address: word,
  protocol: z.enum(['udp', 'tcp']),
  port: z.int(),
  type: z.literal('host'),
  tcpType: z.exactOptional(z.literal('passive')),
});

export const dtlsParameters = z.object({
  role: z.exactOptional(z.enum(['auto', 'client', 'server'])),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().check(z.regex(/^[0-9A-Fa-f:]{20,200}$/)),
      }),
    )
    .check(z.minLength(1), z.maxLength(8)),
});
export type DtlsParameters = z.infer<typeof dtlsParameters>;

/** All a browser needs to build its end of a transport. */
export const transportOptions = z.object({
  id: word,
  iceParameters,
  iceCandidates: z.array(iceCandidate),
  dtlsParameters,
  sctpParameters: z.exactOptional(
    z.object({ port: z.int(), OS: z.int(), MIS: z.int(), maxMessageSize: z.int() }),
  ),
});
export type TransportOptions = z.infer<typeof transportOptions>;

/** One STUN or TURN server for `RTCPeerConnection`. */
export const iceServer = z.object({
  urls: z.array(z.string()),
  username: z.exactOptional(z.string()),
  credential: z.exactOptional(z.string()),
});
export type IceServer = z.infer<typeof iceServer>;
