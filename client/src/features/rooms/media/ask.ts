import type { SfuRequestMap, SfuRequestName } from '@jembatan/shared/sfu.protocol';

export type AskInput<N extends SfuRequestName> = Parameters<SfuRequestMap[N]>[0];
export type AskOutput<N extends SfuRequestName> = Extract<
  Parameters<Parameters<SfuRequestMap[N]>[1]>[0],
  { ok: true }
>['data'];

/** Asks the SFU and waits for its answer. Throws AppError; `unavailable` when the connection is gone. */
export type Ask = <N extends SfuRequestName>(name: N, input: AskInput<N>) => Promise<AskOutput<N>>;
