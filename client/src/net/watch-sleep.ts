const tickMs = 10_000;
/** A tick that comes this much too late means that the device slept. */
const sleptMs = 20_000;

/** Calls `onWake` after the device slept, whether or not the connection noticed. */
export function watchSleep(onWake: () => void): void {
  let last = Date.now();
  setInterval(() => {
    const lateMs = Date.now() - last - tickMs;
    last = Date.now();
    if (lateMs > sleptMs) onWake();
  }, tickMs);
}
