import type { Group, Program, ProgramSpec } from './group.mjs';

/** Starts a program and waits until it is ready; one that ends before is an error at once. */
export function startReady(
  group: Group,
  spec: ProgramSpec,
  ready: () => Promise<void>,
): Promise<Program>;
