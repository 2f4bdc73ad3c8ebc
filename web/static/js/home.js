/* Month filter, layers, and links between list and map. Without this file the links load a new page. */
import { Layer } from "./layers.js";
import { filofesta } from "./map.js";

const list = document.getElementById("feast-list");
const rows = document.getElementById("crossing-rows");
const links = [...document.querySelectorAll(".months a")];
const sorts = [...document.querySelectorAll(".sorts a")];
const toggles = document.getElementById("layers");
const layers = new Map();

function currentMonth() {
  const chosen = links.find((link) => link.hasAttribute("aria-current"));
  return chosen ? Number(chosen.dataset.month) : 0;
}

function filterTexts(month) {
  for (const card of [...list.children, ...rows.children]) {
    card.hidden = month !== 0 && !card.dataset.months.split(" ").map(Number).includes(month);
  }
}

function putMonth(address, month) {
  if (month) address.searchParams.set("month", month);
  else address.searchParams.delete("month");
  return address.pathname + address.search + address.hash;
}

function choose(link) {
  for (const other of links) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  const month = currentMonth();
  filterTexts(month);
  for (const layer of layers.values()) layer.setMonth(month);
  document.getElementById("count").textContent = link.dataset.count;
  document.getElementById("line-count").textContent = link.dataset.lines;
  for (const sort of sorts) sort.setAttribute("href", putMonth(new URL(sort.href), month));
  const address = new URL(window.location.href);
  address.hash = "";
  window.history.replaceState(null, "", putMonth(address, month));
}

for (const link of links) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link);
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-must]");
  const box = link && document.querySelector(`input[name="must"][value="${CSS.escape(link.dataset.must)}"]`);
  if (!box) return;
  event.preventDefault();
  box.checked = true;
  box.closest("details").open = true;
  document.getElementById("plan").scrollIntoView();
  document.getElementById("start").focus({ preventScroll: true });
});

/* The table lies in a closed part of the page: a link to it opens it. */
function openTarget() {
  const target = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
  if (target && (target.id === "crossings" || rows.contains(target))) {
    document.getElementById("crossing-details").open = true;
    target.scrollIntoView();
  }
}

window.addEventListener("hashchange", openTarget);
openTarget();

function lightWithCard(mark) {
  const card = document.getElementById(mark.feature.properties.id);
  const light = (on) => mark.getElement()?.classList.toggle("is-lit", on);
  card.addEventListener("pointerenter", () => light(true));
  card.addEventListener("pointerleave", () => light(false));
  card.addEventListener("focusin", () => light(true));
  card.addEventListener("focusout", () => light(false));
}

/* Names of places make room for feasts and ports. */
function arrange({ map, arrange: spread }, name) {
  if (name === "ports") map.filofestaPorts = (layers.get(name).items || []).filter((mark) => map.hasLayer(mark));
  if (name === "festivals") spread();
  else map.fire("marksmoved");
}

filofesta.whenReady("map_feasts", (ready) => {
  const feasts = ready.layers.festivals.getLayers();
  for (const mark of feasts) lightWithCard(mark);
  for (const box of toggles.querySelectorAll("[data-layer]")) {
    const { layer: name, url } = box.dataset;
    const layer = new Layer(ready.map, url ? null : feasts, () => arrange(ready, name));
    layer.url = url;
    layer.month = currentMonth();
    layers.set(name, layer);
    box.addEventListener("change", () => layer.turn(box.checked));
    layer.turn(box.checked);
  }
  toggles.hidden = false;
});
