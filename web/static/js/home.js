/* Month filter and links between list and map. Without this file the links load a new page. */
import { filofesta } from "./map.js";

const list = document.getElementById("feast-list");
const count = document.getElementById("count");
const links = [...document.querySelectorAll(".months a")];
let layer = null;
let map = null;
let arrange = () => {};

function isShown(months, month) {
  return !month || months.includes(Number(month));
}

function currentMonth() {
  const chosen = links.find((link) => link.hasAttribute("aria-current"));
  return chosen ? chosen.dataset.month : "";
}

function filterList(month) {
  for (const card of list.children) {
    card.hidden = !isShown(card.dataset.months.split(" ").map(Number), month);
  }
}

function filterMap(month) {
  if (!layer) return;
  for (const mark of layer.getLayers()) {
    if (isShown(mark.feature.properties.months, month)) mark.addTo(map);
    else mark.remove();
  }
  arrange();
}

function choose(link) {
  for (const other of links) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  const month = link.dataset.month;
  filterList(month);
  filterMap(month);
  count.textContent = link.dataset.count;
  const address = new URL(window.location.href);
  if (month) address.searchParams.set("month", month);
  else address.searchParams.delete("month");
  window.history.replaceState(null, "", address.pathname + address.search);
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

filofesta.whenReady("map_feasts", (ready) => {
  ({ map, arrange } = ready);
  layer = ready.layers.festivals;
  filterMap(currentMonth());
  for (const mark of layer.getLayers()) {
    const card = document.getElementById(mark.feature.properties.id);
    const light = (on) => mark.getElement()?.classList.toggle("is-lit", on);
    card.addEventListener("pointerenter", () => light(true));
    card.addEventListener("pointerleave", () => light(false));
    card.addEventListener("focusin", () => light(true));
    card.addEventListener("focusout", () => light(false));
  }
});
