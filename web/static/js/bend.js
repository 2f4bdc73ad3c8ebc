/* Bending a trip: undo and redo over addresses, tools on demand, moving a visit by drag.
 *
 * The address is the trip, so a step back is an address kept in this tab; every change itself is a
 * form that works without this file.
 */
const STEPS = "filofesta-steps";
const MOST_STEPS = 100;
const OPEN = "filofesta-bending";
const form = document.getElementById("bend");
const undo = document.getElementById("undo");
const redo = document.getElementById("redo");
const toggle = document.getElementById("bending");
const verdict = document.getElementById("verdict");

function read(key, fallback) {
  try {
    return JSON.parse(window.sessionStorage.getItem(key)) ?? fallback;
  } catch {
    return fallback;
  }
}

function keep(key, value) {
  try {
    window.sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    /* A browser that keeps nothing has its own way back. */
  }
}

/* The language is no part of a step: a trip undone stays in the reader's language. */
function here() {
  return window.location.search;
}

function isList(value) {
  return Array.isArray(value) && value.every((one) => typeof one === "string" && one.startsWith("?"));
}

/* A step is taken on by a pressed button; any other way to a trip begins a new row of steps. */
function note() {
  const known = read(STEPS, null);
  const row = known && isList(known.row) && Number.isInteger(known.at) ? known : { row: [], at: -1, from: "" };
  if (row.row[row.at] === here()) return row;
  const found = row.row.indexOf(here());
  if (found >= 0) {
    row.at = found;
  } else if (row.at >= 0 && row.from === row.row[row.at]) {
    row.row = [...row.row.slice(0, row.at + 1), here()].slice(-MOST_STEPS);
    row.at = row.row.length - 1;
  } else {
    row.row = [here()];
    row.at = 0;
  }
  row.from = "";
  keep(STEPS, row);
  return row;
}

const steps = note();

function go(by) {
  const target = steps.row[steps.at + by];
  if (target === undefined) return;
  keep(STEPS, { ...steps, at: steps.at + by });
  keep("filofesta-scroll", window.scrollY);
  window.location.assign(`${window.location.pathname}${target}`);
}

function markStep() {
  keep(STEPS, { ...steps, from: steps.row[steps.at] });
}

function setBending(on) {
  document.body.classList.toggle("is-bending", on);
  toggle.setAttribute("aria-pressed", String(on));
  keep(OPEN, on);
  for (const card of document.querySelectorAll("[data-visit]")) card.draggable = on;
}

undo.addEventListener("click", () => go(-1));
redo.addEventListener("click", () => go(1));
undo.disabled = steps.at < 1;
redo.disabled = steps.at >= steps.row.length - 1;
undo.hidden = redo.hidden = steps.row.length < 2;
form.addEventListener("submit", markStep);
for (const link of document.querySelectorAll(".bend-tools a")) link.addEventListener("click", markStep);
document.body.classList.add("has-bending");
toggle.hidden = false;
toggle.addEventListener("click", () => setBending(toggle.getAttribute("aria-pressed") !== "true"));
setBending(read(OPEN, false) === true);

const scroll = read("filofesta-scroll", null);
if (Number.isFinite(scroll)) {
  keep("filofesta-scroll", null);
  window.scrollTo({ top: scroll, behavior: "instant" });
}
/* A live region that is there from the start says nothing: what it holds is put in once more. */
if (verdict && window.location.hash.startsWith("#day-")) {
  const said = [...verdict.childNodes];
  verdict.replaceChildren();
  window.setTimeout(() => verdict.replaceChildren(...said), 300);
}

/* Drag: a visit is dropped before another one, or at the end of a day. */
let dragged = null;

function clear() {
  for (const one of document.querySelectorAll(".drop-here, .drop-before")) one.classList.remove("drop-here", "drop-before");
}

function target(event) {
  const list = event.target.closest?.(".day")?.querySelector(".items");
  if (!list || !dragged) return null;
  const cards = [...list.querySelectorAll("[data-visit]")].filter((card) => card !== dragged);
  const place = cards.findIndex((card) => event.clientY < card.getBoundingClientRect().top + card.offsetHeight / 2);
  return { list, before: place < 0 ? null : cards[place], place: place < 0 ? cards.length : place };
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-visit]") || null;
  if (!dragged || !document.body.classList.contains("is-bending")) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.visit);
  dragged.classList.add("is-dragged");
});
document.addEventListener("dragover", (event) => {
  const spot = target(event);
  if (!spot) return;
  event.preventDefault();
  clear();
  spot.list.classList.add("drop-here");
  spot.before?.classList.add("drop-before");
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  clear();
});
document.addEventListener("drop", (event) => {
  const spot = target(event);
  if (!spot) return;
  event.preventDefault();
  const order = Object.assign(document.createElement("button"), { type: "submit", name: "do", hidden: true });
  order.value = `move:${dragged.dataset.visit}:${spot.list.dataset.day}:${spot.place}`;
  form.append(order);
  form.requestSubmit(order);
});
