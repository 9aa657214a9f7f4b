/** Calls each and goes on when one throws; what was thrown goes to `onError`. */
export async function settleAll(
  tasks: readonly (() => unknown)[],
  onError: (err: unknown) => void,
): Promise<void> {
  for (const task of tasks) {
    try {
      await task();
    } catch (err) {
      onError(err);
    }
  }
}
