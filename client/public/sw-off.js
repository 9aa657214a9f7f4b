// Served as /sw.js where the operator has switched keeping off (OFFLINE=off): it
// lets go of what was kept for reading, and of itself. Texts that were written and
// not sent stay on the device; the page itself sends them.
async function forget() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('jembatan.')).map((name) => caches.delete(name)),
  );
  await new Promise((done) => {
    const opening = indexedDB.open('jembatan');
    // A database that this very call has made has nothing in it.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = done;
    opening.onsuccess = () => {
      const db = opening.result;
      const transaction = db.transaction(['entries', 'bodies', 'device'], 'readwrite');
      for (const store of ['entries', 'bodies']) transaction.objectStore(store).clear();
      transaction.objectStore('device').delete('sign-in');
      transaction.oncomplete = done;
      transaction.onabort = done;
    };
  });
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  event.waitUntil(
    forget()
      .catch(() => undefined)
      .then(() => self.registration.unregister()),
  );
});
