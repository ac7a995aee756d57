/** The service worker: it tells what is pushed, and shows a page where there is no network. */

/** Registers it. A browser that has none, or a site without TLS, goes on as ever. */
export function registerServiceWorker(): void {
  // The file itself is asked for anew, past every cache.
  void navigator.serviceWorker
    ?.register('/service-worker.js', { updateViaCache: 'none' })
    .catch(() => undefined);
}
