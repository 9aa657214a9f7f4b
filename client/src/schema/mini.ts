/**
 * What stands in for `zod/mini` in the browser: the functions that contracts and
 * the client use, a tenth of its size (decision 0011). The types are zod's own;
 * a test holds both to the same answers. A function that is missing here fails
 * the build by its name.
 */
export { gte, lte, maxLength, minLength, refine, regex, trim } from './checks.ts';
export {
  _default,
  boolean,
  email,
  enum,
  exactOptional,
  int,
  iso,
  literal,
  nullable,
  number,
  optional,
  pipe,
  string,
  transform,
  unknown,
} from './kinds.ts';
export {
  array,
  discriminatedUnion,
  extend,
  object,
  partial,
  record,
  strictObject,
  tuple,
  union,
} from './parts.ts';
