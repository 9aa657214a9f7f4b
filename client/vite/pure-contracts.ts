import { join } from 'node:path';
import { type Plugin, parseSync, Visitor } from 'vite';

const contracts = join(import.meta.dirname, '../../shared/src/');

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the values of the module's own constants stand, functions and plain values left out. */
function madeValues(code: string): Span[] {
  const { program } = parseSync('contract.js', code);
  return program.body
    .map((statement) =>
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement,
    )
    .flatMap((statement) =>
      statement?.type === 'VariableDeclaration' ? statement.declarations : [],
    )
    .flatMap(({ init }) => (init ? [init] : []))
    .filter(
      ({ type }) =>
        type === 'CallExpression' || type === 'ObjectExpression' || type === 'ArrayExpression',
    );
}

const text = String.raw`(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")`;
const message = new RegExp(String.raw`(\b(?:event|request)\(\s*${text},\s*)${text}`, 'g');

/** Sentences for the readers of the API's documents, whom the browser is not. */
function withoutSummaries(code: string): string {
  return code.replace(message, "$1''");
}

/** What a route says to the server and to readers; whoever asks here is checked by types. */
const served = new Set(['params', 'query', 'body', 'summary', 'status', 'produces', 'consumes']);

/** Where routes say it. */
function servedParts(code: string): Span[] {
  const found: Span[] = [];
  const { program } = parseSync('contract.js', code);
  new Visitor({
    CallExpression({ callee, arguments: [spec] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'route') return;
      if (spec?.type !== 'ObjectExpression') return;
      for (const one of spec.properties)
        if (one.type === 'Property' && one.key.type === 'Identifier' && served.has(one.key.name))
          found.push(one);
    },
  }).visit(program);
  return found;
}

/** Requests leave this side; only what comes in has to be looked at here. */
function withoutServed(code: string): string {
  let kept = code;
  for (const { start, end } of servedParts(code).toReversed())
    kept = kept.slice(0, start) + kept.slice(end).replace(/^\s*,/, '');
  return kept;
}

/**
 * Marks the making of schemas and routes as free of effects, so that what a page
 * does not use of a contract stays out of its chunk, and drops what only documents
 * and the server need. Only for the shared package,
 * whose modules do nothing else when they are loaded.
 */
export function pureContracts(): Plugin {
  return {
    name: 'jembatan-pure-contracts',
    apply: 'build',
    transform(source, id) {
      if (!id.startsWith(contracts)) return undefined;
      const code = withoutServed(withoutSummaries(source));
      let marked = code;
      for (const { start, end } of madeValues(code).toReversed()) {
        const value = `/*#__PURE__*/ (() => (${marked.slice(start, end)}))()`;
        marked = marked.slice(0, start) + value + marked.slice(end);
      }
      return { code: marked, map: null, moduleSideEffects: false };
    },
  };
}
