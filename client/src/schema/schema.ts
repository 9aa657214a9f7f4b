/** Something that does not fit, and where. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly code: string;
}

/** Says that a value does not fit, at `path` below the place that is being looked at. */
export type Fail = (code: string, path?: Issue['path']) => void;

/** Looks at a value, says what does not fit, and answers what it becomes. */
export type Run = (value: unknown, fail: Fail) => unknown;

export type Result = { success: true; data: unknown } | { success: false; error: SchemaError };

export class SchemaError extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join('; '));
    this.name = 'SchemaError';
    this.issues = issues;
  }
}

/** The part of zod's schema that contracts and the client use. */
export class Schema {
  readonly run: Run;
  /** The key of an object may be missing altogether. */
  readonly mayBeAbsent: boolean;

  constructor(run: Run, mayBeAbsent = false) {
    this.run = run;
    this.mayBeAbsent = mayBeAbsent;
  }

  /** The same schema with further checks, done in order when the kind fits. */
  check(...checks: readonly (Run | Schema)[]): Schema {
    const runs = checks.map((check) => (check instanceof Schema ? check.run : check));
    return new Schema((value, fail) => {
      let failed = false;
      let current = this.run(value, (...issue) => {
        failed = true;
        fail(...issue);
      });
      if (failed) return current;
      for (const run of runs) current = run(current, fail);
      return current;
    });
  }

  brand(): this {
    return this;
  }

  safeParse(value: unknown): Result {
    const issues: Issue[] = [];
    const data = this.run(value, (code, path = []) => issues.push({ code, path }));
    return issues.length
      ? { success: false, error: new SchemaError(issues) }
      : { success: true, data };
  }

  parse(value: unknown): unknown {
    const result = this.safeParse(value);
    if (result.success) return result.data;
    throw result.error;
  }
}

/** `fail` for the place `key` below. */
export function at(key: string | number, fail: Fail): Fail {
  return (code, path = []) => fail(code, [key, ...path]);
}
