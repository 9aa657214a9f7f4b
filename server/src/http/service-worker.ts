import { resolve } from 'node:path';
import express, { type Router } from 'express';
import { packedFiles } from './packed-files.ts';

export interface ServiceWorkerDeps {
  /** Folder of the built client. */
  clientDir: string;
  /** False: every browser is told to let go of the service worker and of what it keeps to read. */
  isOn: boolean;
}

/**
 * Serves `/sw.js` so that a browser never holds on to an old one: it is asked
 * for anew at every check, and replaced by the one that ends itself where the
 * operator has switched keeping off.
 */
export function mountServiceWorker(router: Router, { clientDir, isOn }: ServiceWorkerDeps): void {
  const headers = { 'Cache-Control': 'no-cache', 'Service-Worker-Allowed': '/' };
  router.get('/sw.js', (_req, res, next) => {
    res.set(headers);
    if (isOn) return next();
    res.sendFile('sw-off.js', { root: resolve(clientDir), cacheControl: false });
  });
  router.get(
    '/sw.js',
    packedFiles(clientDir),
    express.static(clientDir, { index: false, cacheControl: false }),
  );
}
