import { optional } from './kinds.ts';
import { at, Schema } from './schema.ts';

type Shape = Readonly<Record<string, Schema>>;
type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fields by name; what the shape does not know is dropped, or refused when strict. */
class ObjectSchema extends Schema {
  readonly shape: Shape;

  constructor(shape: Shape, strict: boolean) {
    super((value, fail) => {
      if (!isFields(value)) return fail('invalid_type');
      const made: Fields = {};
      for (const [key, schema] of Object.entries(shape)) {
        if (!(key in value) && schema.mayBeAbsent) continue;
        const field = schema.run(value[key], at(key, fail));
        if (field !== undefined || key in value) made[key] = field;
      }
      if (strict && Object.keys(value).some((key) => !Object.hasOwn(shape, key)))
        fail('unrecognized_keys');
      return made;
    });
    this.shape = shape;
  }
}

export function object(shape: Shape): ObjectSchema {
  return new ObjectSchema(shape, false);
}

export function strictObject(shape: Shape): ObjectSchema {
  return new ObjectSchema(shape, true);
}

export function extend(base: ObjectSchema, shape: Shape): ObjectSchema {
  return object({ ...base.shape, ...shape });
}

export function partial({ shape }: ObjectSchema): ObjectSchema {
  return object(
    Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, optional(schema)])),
  );
}

export function array(item: Schema): Schema {
  return new Schema((value, fail) => {
    if (!Array.isArray(value)) return fail('invalid_type');
    return value.map((one, index) => item.run(one, at(index, fail)));
  });
}

export function tuple(items: readonly Schema[]): Schema {
  return new Schema((value, fail) => {
    if (!Array.isArray(value) || value.length !== items.length) return fail('invalid_type');
    return items.map((item, index) => item.run(value[index], at(index, fail)));
  });
}

export function record(keys: Schema, values: Schema): Schema {
  return new Schema((value, fail) => {
    if (!isFields(value)) return fail('invalid_type');
    const made: Fields = {};
    for (const key of Object.keys(value)) {
      if (key === '__proto__') continue;
      keys.run(key, at(key, fail));
      made[key] = values.run(value[key], at(key, fail));
    }
    return made;
  });
}

/** The first that fits. */
export function union(choices: readonly Schema[]): Schema {
  return new Schema((value, fail) => {
    for (const choice of choices) {
      const result = choice.safeParse(value);
      if (result.success) return result.data;
    }
    return fail('invalid_union');
  });
}

export function discriminatedUnion(_key: string, choices: readonly Schema[]): Schema {
  return union(choices);
}
