import { expect, test } from 'vitest';
import { layerCounts } from './layers.ts';

const withMode = (type: 'simple' | 'simulcast' | 'svc', scalabilityMode?: string) => ({
  type,
  rtpParameters: { codecs: [], encodings: [{ ...(scalabilityMode ? { scalabilityMode } : {}) }] },
});

test.each([
  [withMode('simulcast', 'L3T3'), { spatialLayers: 3, temporalLayers: 3 }],
  [withMode('svc', 'L2T1_KEY'), { spatialLayers: 2, temporalLayers: 1 }],
  [withMode('simulcast', 'S3T2h'), { spatialLayers: 3, temporalLayers: 2 }],
  [withMode('simulcast'), { spatialLayers: 1, temporalLayers: 1 }],
  [withMode('simple', 'L1T3'), null],
])('%j has %j', (consumer, expected) => {
  expect(layerCounts(consumer)).toEqual(expected);
});
