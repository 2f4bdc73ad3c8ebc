/* Keeps one trip on the device, map included, and forgets it again; prints. */
const KEPT = "filofesta-trip";
const box = document.getElementById("take-along");
const keep = document.getElementById("keep");
const forget = document.getElementById("forget");
const told = document.getElementById("kept");
const print = document.getElementById("print");
const page = window.location.href.split("#")[0];

/* What this page has loaded, and what it names. */
function listFiles() {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const named = [...document.querySelectorAll("link[rel~=icon], link[rel=manifest], link[rel=stylesheet], script[src]")];
  const all = [page, ...loaded, ...named.map((node) => node.href || node.src)];
  return [...new Set(all.map((one) => new URL(one, page).href))].filter((one) => one.startsWith(window.location.origin));
}

async function keepTrip() {
  keep.disabled = true;
  told.textContent = box.dataset.busy;
  try {
    await navigator.serviceWorker.register(box.dataset.worker);
    await navigator.serviceWorker.ready;
    await caches.delete(KEPT);
    const cache = await caches.open(KEPT);
    await cache.addAll(listFiles());
    told.textContent = box.dataset.kept;
    forget.hidden = false;
  } catch {
    told.textContent = box.dataset.failed;
  }
  keep.disabled = false;
}

async function forgetTrip() {
  await caches.delete(KEPT);
  const known = await navigator.serviceWorker.getRegistrations();
  await Promise.all(known.map((one) => one.unregister()));
  told.textContent = box.dataset.forgotten;
  forget.hidden = true;
  keep.focus();
}

async function showState() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  keep.hidden = false;
  forget.hidden = !(await caches.has(KEPT));
  const isKept = !forget.hidden && (await (await caches.open(KEPT)).match(page, { ignoreVary: true }));
  if (isKept) told.textContent = box.dataset.kept;
}

keep.addEventListener("click", keepTrip);
forget.addEventListener("click", forgetTrip);
print.addEventListener("click", () => window.print());
print.hidden = false;
showState();
