import type { Plugin } from 'vite';

/**
 * Modules of the connection's libraries and what is enough of them here: news
 * and signalling are text, and a WebSocket is tried first.
 */
const enough: Readonly<Record<string, string>> = {
  // Long polling is a chunk of its own, for networks that let no WebSocket through (net/long-polling.ts).
  'engine.io-client/build/esm/transports/index.js':
    "import { WS } from './websocket.js';\nexport const transports = { websocket: WS };",
  'socket.io-parser/build/esm/is-binary.js':
    'export const isBinary = () => false;\nexport const hasBinary = () => false;',
  'socket.io-parser/build/esm/binary.js':
    'export const deconstructPacket = (packet) => ({ packet, buffers: [] });\nexport const reconstructPacket = (packet) => packet;',
};

function partOf(id: string): string | undefined {
  return Object.keys(enough).find((path) => id.endsWith(`/node_modules/${path}`));
}

/** Leaves out of the connection what this hub never sends. */
export function slimEngine(): Plugin {
  const found = new Set<string>();
  return {
    name: 'jembatan-slim-engine',
    enforce: 'pre',
    apply: 'build',
    load(id) {
      const path = partOf(id);
      if (!path) return undefined;
      found.add(path);
      return enough[path];
    },
    buildEnd(error) {
      const missing = Object.keys(enough).filter((path) => !found.has(path));
      if (!error && missing.length)
        this.error(`no longer there, see vite/slim-engine.ts: ${missing}`);
    },
  };
}
