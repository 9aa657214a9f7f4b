// Holds the sources against the table of layers. Run alone it prints what breaks a rule.
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { featureOrder, layers, packageRules } from './layers.mjs';
import { readSources } from './sources.mjs';

const deepest = 3;
const faces =
  /^@jembatan\/(shared\/|server\/(app|testing\/)|sfu\/(app|testing\/)|client\/threads-reducer)/;

const isTest = (path) => /\.test\.tsx?$/.test(path);

/**
 * Everything that breaks a rule, one sentence each: where, what, and what to do instead.
 * @param {import('./sources.mjs').Source[]} sources
 * @returns {string[]}
 */
export function findViolations(sources) {
  return sources.flatMap((source) => [
    ...source.imports.flatMap((one) => violationOf(source, one) ?? []),
    ...nestingOf(source),
  ]);
}

function nestingOf({ path, nesting }) {
  if (nesting.depth <= deepest || isTest(path)) return [];
  const say = 'return early, or give the inner part a name of its own';
  return [`${path}:${nesting.line} nests ${nesting.depth} deep (at most ${deepest}): ${say}`];
}

function violationOf(source, one) {
  const say = sayAgainst(source.path, one);
  return say && `${source.path}:${one.line} imports '${one.from}': ${say}`;
}

function sayAgainst(path, one) {
  const [program, rest] = split(path);
  if (program === 'test' || program === 'bench') return sayAgainstOutside(path, one);
  if (!layers[program]) return undefined;
  if (!one.from.startsWith('.'))
    return isTest(path) ? undefined : sayAgainstPackage(program, rest, one);
  const target = posix.join(posix.dirname(path), one.from);
  const [otherProgram, otherRest] = split(target);
  if (isTest(path) && otherProgram === 'test') return undefined;
  if (otherProgram !== program || !target.startsWith(`${program}/src/`)) {
    return 'programs never reach into each other: what both must know goes to shared/';
  }
  if (isTest(path)) return undefined;
  if (otherRest.startsWith('testing/') && !rest.startsWith('testing/')) {
    return 'testing/ is for tests: what runs in a hub lives elsewhere';
  }
  return sayAgainstLayer({ program, rest, otherRest, typeOnly: one.typeOnly });
}

// Tests walk in from the street.
function sayAgainstOutside(path, one) {
  if (one.from.startsWith('@jembatan/')) {
    return faces.test(one.from) ? undefined : 'tests use public faces only: app and testing';
  }
  if (!one.from.startsWith('.')) return undefined;
  const target = posix.join(posix.dirname(path), one.from);
  const inside = /^(server|sfu|client|shared)\/src\//.test(target);
  return inside && !isConfigOrPure(target)
    ? 'tests use public faces only: @jembatan/<program>/app, testing or shared'
    : undefined;
}

// A document's test compares it with the schema it documents.
const isConfigOrPure = (target) => /\/src\/config\.ts$/.test(target);

function sayAgainstPackage(program, rest, one) {
  const rule = packageRules.find(
    (row) => row.program === program && row.packages.test(one.from) && !row.files.test(rest),
  );
  if (!rule || (rule.typesElsewhere && one.typeOnly)) return undefined;
  return rule.say;
}

function sayAgainstLayer({ program, rest, otherRest, typeOnly }) {
  const layer = layers[program].find((row) => row.files.test(rest));
  if (!layer) return `no rule knows this file: add its folder to scripts/check/layers.mjs`;
  const fits = (places) => places.some((place) => isIn(place, rest, otherRest));
  if (fits(layer.may)) return undefined;
  if (typeOnly && fits(layer.types ?? [])) return undefined;
  return layer.say;
}

function isIn(place, rest, otherRest) {
  if (place === '<own>') return featureOf(rest) === featureOf(otherRest);
  if (place === '<left>') return isLeft(rest, otherRest);
  return otherRest.startsWith(place);
}

// Another feature is used through its face.
function isLeft(rest, otherRest) {
  const other = featureOrder.indexOf(featureOf(otherRest));
  const face = otherRest.endsWith('/index.ts');
  return face && other >= 0 && other < featureOrder.indexOf(featureOf(rest));
}

const featureOf = (rest) => /^features\/([^/]+)\//.exec(rest)?.[1];

function split(path) {
  const [program] = path.split('/');
  return [program, path.replace(new RegExp(`^${program}/(src/)?`), '')];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const sources = await readSources(root);
  const violations = findViolations(sources);
  for (const line of violations) process.stderr.write(`${line}\n`);
  process.stdout.write(`${sources.length} files, ${violations.length} broken rules\n`);
  process.exit(violations.length > 0 ? 1 : 0);
}
