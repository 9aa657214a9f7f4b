const nextTryMs = 3_000;
const reloadName = 'jembatan.reloaded';
/** A page that was loaded anew so recently is not loaded anew again for the same reason. */
const reloadEveryMs = 60_000;

/** The connection is back, or a while has passed. */
function nextChance(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, nextTryMs);
    function done(): void {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    }
    addEventListener('online', done);
  });
}

/** The hub answers: it is this page's files that are gone, because a newer version is there. */
async function isOutdated(): Promise<boolean> {
  return fetch('/healthz').then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A lesson is open, or its door, or a text is being typed: nothing takes the page away then. */
function isInUse(): boolean {
  const typed = [...document.querySelectorAll('textarea')].some((box) => box.value.trim());
  return typed || /^\/sessions\/\w+\/room/.test(location.pathname);
}

/** Said to whoever offers the newer version, when the page may not be taken away now. */
export const outdatedEvent = 'jembatan-outdated';

/** Said when a page's code is not here and the hub is out of reach. */
export const missingEvent = 'jembatan-missing';

export function sayMissing(): void {
  dispatchEvent(new Event(missingEvent));
}

/** Takes the newest version. What was typed waits in the drafts. */
function reloadOnce(): void {
  if (isInUse()) {
    dispatchEvent(new Event(outdatedEvent));
    return;
  }
  const last = Number(sessionStorage.getItem(reloadName) ?? 0);
  if (Date.now() - last < reloadEveryMs) return;
  sessionStorage.setItem(reloadName, String(Date.now()));
  location.reload();
}

/**
 * Loads code or texts however long it takes: it waits out a lost connection, and
 * a page of an older version is loaded anew. Never rejects. `onAway` is told while
 * the hub is out of reach.
 */
export function patient<T>(load: () => Promise<T>, onAway?: () => void): () => Promise<T> {
  return async () => {
    for (;;) {
      try {
        return await load();
      } catch {
        if (await isOutdated()) reloadOnce();
        else onAway?.();
        await nextChance();
      }
    }
  };
}
