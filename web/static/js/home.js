/* Filter by part of the year, layers, and links between list and map. Without this file the links load a new page. */
import { Layer, holdsIn } from "./layers.js";
import { filofesta } from "./map.js";

const list = document.getElementById("feast-list");
const rows = document.getElementById("crossing-rows");
const links = [...document.querySelectorAll(".months a")];
const sorts = [...document.querySelectorAll(".sorts a")];
const toggles = document.getElementById("layers");
const layers = new Map();

const WINDOW_DAYS = 14;
const slide = document.getElementById("slide");
const slider = document.getElementById("weeks");
const steps = JSON.parse(document.getElementById("steps").textContent);

function currentLink() {
  return links.find((link) => link.hasAttribute("aria-current"));
}

/* What is shown: a month, two weeks from a day, or neither. */
function readWhen() {
  const month = Number(currentLink()?.dataset.month || 0);
  if (currentLink()) return { months: month ? [month] : [] };
  const day = new URL(window.location.href).searchParams.get("day");
  const last = new Date(Date.parse(day) + (WINDOW_DAYS - 1) * 864e5).toISOString().slice(0, 10);
  return { day, last, months: [...new Set([day, last].map((one) => Number(one.slice(5, 7))))] };
}

function holds(card, when) {
  if (when.day) return card.dataset.days.split(" ").some((day) => day >= when.day && day <= when.last);
  return holdsIn(card.dataset.months.split(" ").map(Number), when.months);
}

const isListed = (properties) => !document.getElementById(properties.id).hidden;

function putWhen(address, when) {
  for (const name of ["month", "day"]) address.searchParams.delete(name);
  if (when.day) address.searchParams.set("day", when.day);
  else if (when.months.length) address.searchParams.set("month", when.months[0]);
  return address.pathname + address.search + address.hash;
}

/* Shows one part of the year in the list, the table and on the map, and keeps it in the address. */
function show(when, count, lineCount) {
  for (const card of list.children) card.hidden = !holds(card, when);
  for (const row of rows.children) row.hidden = !holdsIn(row.dataset.months.split(" ").map(Number), when.months);
  for (const [name, layer] of layers) layer.setMonths(when.months, name === "festivals" ? isListed : null);
  document.getElementById("count").textContent = count;
  document.getElementById("line-count").textContent = lineCount;
  document.getElementById("empty").hidden = [...list.children].some((card) => !card.hidden);
  for (const sort of sorts) sort.setAttribute("href", putWhen(new URL(sort.href), when));
  const address = new URL(window.location.href);
  address.hash = "";
  window.history.replaceState(null, "", putWhen(address, when));
}

function nameSlide(text) {
  slider.setAttribute("aria-valuetext", text);
}

function choose(link) {
  for (const other of links) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  const when = readWhen();
  slider.value = when.months.length ? steps.findIndex(([day]) => Number(day.slice(5, 7)) === when.months[0]) : 0;
  nameSlide(link.textContent.split(",")[0]);
  show(when, link.dataset.count, link.dataset.lines);
}

function slideTo(step) {
  const [day, name, count, lineCount, months] = steps[step];
  for (const link of links) link.removeAttribute("aria-current");
  if (!day) {
    choose(links[0]);
    return;
  }
  const last = new Date(Date.parse(day) + (WINDOW_DAYS - 1) * 864e5).toISOString().slice(0, 10);
  nameSlide(name);
  show({ day, last, months }, count, lineCount);
}

slider.addEventListener("input", () => slideTo(Number(slider.value)));
slide.addEventListener("submit", (event) => event.preventDefault());
slide.querySelector(".slide-box").classList.remove("is-waiting");

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
    layer.asked = readWhen().months;
    if (name === "festivals") layer.test = isListed;
    layers.set(name, layer);
    box.addEventListener("change", () => layer.turn(box.checked));
    layer.turn(box.checked);
  }
  toggles.classList.remove("is-waiting");
});
