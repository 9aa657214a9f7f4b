import { Schema } from './schema.ts';

function kind(fits: (value: unknown) => boolean): () => Schema {
  return () =>
    new Schema((value, fail) => {
      if (!fits(value)) fail('invalid_type');
      return value;
    });
}

export const string = kind((value) => typeof value === 'string');
export const number = kind((value) => Number.isFinite(value));
export const int = kind((value) => Number.isSafeInteger(value));
export const boolean = kind((value) => typeof value === 'boolean');
export const unknown = kind(() => true);

function text(fits: (text: string) => boolean): () => Schema {
  return kind((value) => typeof value === 'string' && fits(value));
}

export const email = text((value) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value));

const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

export const iso = {
  datetime: ({ offset = false } = {}): Schema =>
    text(
      (value) =>
        withZone.test(value) && (offset || value.endsWith('Z')) && !Number.isNaN(Date.parse(value)),
    )(),
};

/** One of the given values; `options` lists them. */
class Choice extends Schema {
  readonly options: readonly unknown[];

  constructor(options: readonly unknown[]) {
    super((value, fail) => {
      if (!options.includes(value)) fail('invalid_value');
      return value;
    });
    this.options = options;
  }
}

function choice(values: readonly unknown[]): Choice {
  return new Choice(values);
}

export { choice as enum };

export function literal(value: unknown): Schema {
  return new Choice(Array.isArray(value) ? value : [value]);
}

export function nullable(inner: Schema): Schema {
  return new Schema((value, fail) => (value === null ? null : inner.run(value, fail)));
}

export function optional(inner: Schema): Schema {
  return new Schema(
    (value, fail) => (value === undefined ? undefined : inner.run(value, fail)),
    true,
  );
}

/** The key may be missing, but where it is there it has a value. */
export function exactOptional(inner: Schema): Schema {
  return new Schema(inner.run, true);
}

export function _default(inner: Schema, fallback: unknown): Schema {
  return new Schema((value, fail) => (value === undefined ? fallback : inner.run(value, fail)));
}

export function transform(change: (value: never) => unknown): Schema {
  // What stands before it in the pipe has looked at the value.
  return new Schema((value) => change(value as never));
}

export function pipe(first: Schema, second: Schema): Schema {
  return first.check(second);
}
