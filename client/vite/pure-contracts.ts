import { join } from 'node:path';
import type { Plugin } from 'vite';

const contracts = join(import.meta.dirname, '../../shared/src/');
const makers =
  /(?<![.\w])((?:z\.(?!core)[\w.]+|route|event|request|line|prose|page|id|intQuery)(?:<[^>()]*>)?\()/g;

/**
 * Marks the making of schemas and routes as free of effects, so that what a page
 * does not use of a contract stays out of its chunk. Only for the shared package,
 * whose modules do nothing else when they are loaded.
 */
export function pureContracts(): Plugin {
  return {
    name: 'jembatan-pure-contracts',
    apply: 'build',
    transform(code, id) {
      if (!id.startsWith(contracts)) return undefined;
      const marked = code.replace(
        /^(?!\s*(?:import|export function|function|\/?\*)).*$/gm,
        (line) => line.replace(makers, '/*#__PURE__*/ $1'),
      );
      return { code: marked, map: null };
    },
  };
}
