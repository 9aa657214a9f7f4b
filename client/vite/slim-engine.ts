import type { Plugin } from 'vite';

const only = '\0engine-transports';

/**
 * Takes the transports that are not asked for first out of the connection's
 * chunk: engine.io-client would bring all of them. Long polling is a chunk of
 * its own, for networks that let no WebSocket through (net/long-polling.ts).
 */
export function slimEngine(): Plugin {
  return {
    name: 'jembatan-slim-engine',
    enforce: 'pre',
    apply: 'build',
    async resolveId(source, importer) {
      const isEngine =
        source === './transports/index.js' && importer?.includes('/engine.io-client/');
      return isEngine ? `${only}?${importer}` : undefined;
    },
    load(id) {
      if (!id.startsWith(only)) return undefined;
      const engine = id.slice(only.length + 1).replace(/[^/]+$/, '');
      const from = JSON.stringify(`${engine}transports/websocket.js`);
      return `import { WS } from ${from};\nexport const transports = { websocket: WS };`;
    },
  };
}
