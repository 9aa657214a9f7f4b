import type { Consumer } from '../media/types.ts';

/** Spatial and temporal layers a consumer can choose among, or null when there is one of each. */
export function layerCounts(
  consumer: Pick<Consumer, 'type' | 'rtpParameters'>,
): { spatialLayers: number; temporalLayers: number } | null {
  if (consumer.type !== 'simulcast' && consumer.type !== 'svc') return null;
  const mode = consumer.rtpParameters.encodings?.[0]?.scalabilityMode ?? 'L1T1';
  const [, spatial = '1', temporal = '1'] = /^[LS](\d+)T(\d+)/.exec(mode) ?? [];
  return { spatialLayers: Number(spatial), temporalLayers: Number(temporal) };
}
