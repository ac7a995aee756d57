/**
 * Tells what is pushed while no tab is open, and shows a page where there is no network.
 *
 * Invariants: it keeps that one page and nothing else, no answer of the server and no file of the console; so a console
 * that was opened is the one that the server has now, and nothing private stays behind in the browser.
 */
const kept = 'rapport-offline-1';
const offlinePage = '/offline.html';
const icon = '/assets/icon-192.png';

self.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(kept);
    await cache.add(new Request(offlinePage, { cache: 'reload' }));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== kept) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  // A page of the console. The widget, the interfaces and all files go their own way.
  const { pathname } = new URL(event.request.url);
  if (event.request.mode !== 'navigate' || /^\/(api|widget|assets)/.test(pathname)) return;
  const answer = async () => {
    try {
      return await fetch(event.request);
    } catch {
      return (await caches.match(offlinePage)) ?? Response.error();
    }
  };
  event.respondWith(answer());
});

self.addEventListener('push', (event) => {
  const { id, title, body, path } = event.data?.json() ?? {};
  if (typeof title !== 'string') return;
  const data = { path };
  event.waitUntil(self.registration.showNotification(title, { body, tag: id, icon, data, renotify: true }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  // A place of the console, whatever was sent.
  const path = String(event.notification.data?.path ?? '/');
  const url = new URL(path.startsWith('/') && !path.startsWith('//') ? path : '/', self.location.origin).href;
  const open = async () => {
    const tabs = await self.clients.matchAll({ type: 'window' });
    const tab = tabs.find((one) => !new URL(one.url).pathname.startsWith('/widget'));
    if (!tab) return self.clients.openWindow(url);
    await tab.focus();
    return tab.navigate(url);
  };
  event.waitUntil(open());
});
