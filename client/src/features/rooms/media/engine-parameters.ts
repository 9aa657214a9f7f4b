import type { RtpCapabilities, RtpParameters } from '@jembatan/shared/rtp';
import type * as engine from 'mediasoup-client/types';

// The SFU's engine offers this extension; the browser's no longer knows it.
const unknownToEngine = 'urn:ietf:params:rtp-hdrext:toffset';

/** The room's capabilities in the words of the browser's engine. */
export function engineCapabilities(capabilities: RtpCapabilities): engine.RtpCapabilities {
  const { headerExtensions = [], ...rest } = capabilities;
  const known = headerExtensions.flatMap(({ uri, ...extension }) =>
    uri === unknownToEngine ? [] : [{ ...extension, uri }],
  );
  return { ...rest, headerExtensions: known };
}

/** What a consumer receives, in the words of the browser's engine. */
export function engineParameters(parameters: RtpParameters): engine.RtpParameters {
  const { headerExtensions = [], ...rest } = parameters;
  const known = headerExtensions.flatMap(({ uri, ...extension }) =>
    uri === unknownToEngine ? [] : [{ ...extension, uri }],
  );
  return { ...rest, headerExtensions: known };
}
