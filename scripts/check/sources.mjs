// Reads the project's TypeScript: what each file imports, and how deep its functions nest.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSync } from 'vite';

const folders = ['shared/src', 'server/src', 'sfu/src', 'client/src', 'test', 'scripts', 'bench'];
const made = new Set(['node_modules', 'dist', 'dist-types', 'artifacts', 'results']);
const blocks = new Set([
  ...['IfStatement', 'ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement'],
  ...['DoWhileStatement', 'SwitchStatement', 'TryStatement'],
]);
const functions = new Set([
  ...['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'],
]);

/**
 * @typedef {{ from: string, line: number, typeOnly: boolean }} Import
 * @typedef {{ path: string, imports: Import[], nesting: { depth: number, line: number } }} Source
 */

/**
 * All sources of the project, by their paths from its folder.
 * @param {string} root
 * @returns {Promise<Source[]>}
 */
export async function readSources(root) {
  const lists = await Promise.all(folders.map((folder) => list(root, folder)));
  return Promise.all(
    lists.flat().map(async (path) => readSource(path, await readFile(join(root, path), 'utf8'))),
  );
}

/**
 * What one file imports and how deep it nests.
 * @param {string} path
 * @param {string} text
 * @returns {Source}
 */
export function readSource(path, text) {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const lineOf = (offset) => text.slice(0, offset).split('\n').length;
  const imports = [];
  const nesting = { depth: 0, line: 0 };
  walk(program, 0, (node, depth) => {
    const found = importOf(node);
    if (found) imports.push({ ...found, line: lineOf(node.start) });
    if (depth > nesting.depth) Object.assign(nesting, { depth, line: lineOf(node.start) });
  });
  return { path, imports, nesting };
}

function importOf(node) {
  if (node.type === 'ImportDeclaration') {
    const names = node.specifiers ?? [];
    const allTypes = names.length > 0 && names.every((name) => name.importKind === 'type');
    return { from: node.source.value, typeOnly: node.importKind === 'type' || allTypes };
  }
  if (
    node.type === 'ExportAllDeclaration' ||
    (node.type === 'ExportNamedDeclaration' && node.source)
  ) {
    return { from: node.source.value, typeOnly: node.exportKind === 'type' };
  }
  if (node.type === 'ImportExpression' && node.source.type === 'Literal') {
    return { from: node.source.value, typeOnly: false };
  }
  return undefined;
}

// Depth counts blocks inside blocks; a function starts anew, and `else if` is one ladder.
function walk(node, depth, visit) {
  const inner = functions.has(node.type) ? 0 : depth + (blocks.has(node.type) ? 1 : 0);
  visit(node, inner);
  for (const [key, child] of Object.entries(node)) {
    const ladder =
      node.type === 'IfStatement' && key === 'alternate' && child?.type === 'IfStatement';
    for (const one of Array.isArray(child) ? child : [child]) {
      if (one && typeof one.type === 'string') walk(one, ladder ? depth : inner, visit);
    }
  }
}

async function list(root, folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const lists = await Promise.all(
    entries
      .filter((entry) => !made.has(entry.name))
      .map((entry) => {
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? list(root, path) : isSource(entry.name) ? [path] : [];
      }),
  );
  return lists.flat();
}

const isSource = (name) => /\.(tsx?|mjs)$/.test(name) && !/\.d\.m?ts$/.test(name);
