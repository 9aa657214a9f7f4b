/** Runs work a few at a time, in order; what is too much is not done. */
export function createLanes({ lanes, waiting }: { lanes: number; waiting: number }) {
  const queue: (() => Promise<void>)[] = [];
  let busy = 0;

  async function go(): Promise<void> {
    busy += 1;
    for (let work = queue.shift(); work; work = queue.shift()) await work();
    busy -= 1;
  }

  return {
    /** False when too much is waiting already. `work` handles its own errors. */
    add(work: () => Promise<void>): boolean {
      if (queue.length >= waiting) return false;
      queue.push(work);
      if (busy < lanes) void go();
      return true;
    },
    /** Lets go of what has not begun. */
    clear: () => void queue.splice(0),
  };
}
