/* Service worker: a page that cannot be fetched comes from the one trip that a reader kept.
 *
 * It stores nothing by itself; offline.js fills the cache when it is asked to.
 */
const KEPT = "filofesta-trip";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function findKept(request) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request, { ignoreVary: true });
  if (found || request.mode !== "navigate") return found || Response.error();
  const [page] = await kept.keys(); /* the page was put in first */
  return page ? Response.redirect(page.url) : Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(fetch(request).catch(() => findKept(request)));
});
