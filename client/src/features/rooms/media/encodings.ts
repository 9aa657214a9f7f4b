import type { Source } from '@jembatan/shared/rooms.view';

/** How one source is encoded, in mediasoup-client's words. */
export interface Encoding {
  readonly encodings?: RTCRtpEncodingParameters[];
  readonly codecOptions?: {
    readonly opusStereo?: boolean;
    readonly opusFec?: boolean;
    readonly opusDtx?: boolean;
    readonly opusMaxAverageBitrate?: number;
    readonly videoGoogleStartBitrate?: number;
  };
}

/** Bits per second of the camera's three sizes: a quarter, a half and the whole of 1280 by 720. */
export const cameraBitrates = [150_000, 500_000, 1_500_000] as const;
export const microphoneBitrate = 32_000;
export const screenBitrate = 2_500_000;

// TypeScript's DOM library lags behind browsers: scalabilityMode is in the standard.
interface ScalableEncoding extends RTCRtpEncodingParameters {
  scalabilityMode?: string;
}

const camera: ScalableEncoding[] = [
  {
    scaleResolutionDownBy: 4,
    maxBitrate: cameraBitrates[0],
    scalabilityMode: 'L1T3',
    networkPriority: 'low',
  },
  {
    scaleResolutionDownBy: 2,
    maxBitrate: cameraBitrates[1],
    scalabilityMode: 'L1T3',
    networkPriority: 'low',
  },
  {
    scaleResolutionDownBy: 1,
    maxBitrate: cameraBitrates[2],
    scalabilityMode: 'L1T3',
    networkPriority: 'low',
  },
];

/** Camera gives way first, the screen next; voices go before both. */
export function encodingOf(source: Source): Encoding {
  switch (source) {
    case 'camera':
      return {
        encodings: camera.map((encoding) => ({ ...encoding })),
        codecOptions: { videoGoogleStartBitrate: 400 },
      };
    case 'screen':
      return {
        encodings: [{ maxBitrate: screenBitrate, maxFramerate: 15, networkPriority: 'medium' }],
      };
    case 'microphone':
      return {
        encodings: [{ networkPriority: 'high', maxBitrate: microphoneBitrate }],
        codecOptions: { opusStereo: false, opusFec: true, opusDtx: true },
      };
    case 'screen-audio':
      return {
        codecOptions: {
          opusStereo: true,
          opusFec: true,
          opusDtx: true,
          opusMaxAverageBitrate: 96_000,
        },
      };
  }
}
