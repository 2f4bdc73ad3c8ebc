/* Links between the stops of the day list and their marks on the map, both ways. */
import { filofesta } from "./map.js";

filofesta.whenReady("map_trip", ({ layers }) => {
  for (const mark of layers.stops.getLayers()) {
    const card = document.querySelector(`[data-stop="${mark.feature.properties.number}"]`);
    if (!card) continue;
    const lightMark = (on) => mark.getElement()?.classList.toggle("is-lit", on);
    card.addEventListener("pointerenter", () => lightMark(true));
    card.addEventListener("pointerleave", () => lightMark(false));
    card.addEventListener("focusin", () => lightMark(true));
    card.addEventListener("focusout", () => lightMark(false));
    mark.on("mouseover", () => card.classList.add("is-lit"));
    mark.on("mouseout", () => card.classList.remove("is-lit"));
  }
});

const cards = [...document.querySelectorAll(".day-card")];
const fold = document.getElementById("fold");

function isAnyOpen() {
  return cards.some((card) => card.open);
}

function nameFold() {
  fold.textContent = isAnyOpen() ? fold.dataset.close : fold.dataset.open;
}

fold.addEventListener("click", () => {
  const open = !isAnyOpen();
  for (const card of cards) card.open = open;
});
for (const card of cards) card.addEventListener("toggle", nameFold);
nameFold();
fold.hidden = false;

/* A link to a stop opens its day. */
function openTarget() {
  const target = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
  const card = target && (target.querySelector(".day-card") || target.closest(".day-card"));
  if (!card || card.open) return;
  card.open = true;
  target.scrollIntoView();
}

window.addEventListener("hashchange", openTarget);
openTarget();

/* On paper all days are open; what was closed is closed again afterwards. */
let closed = [];
window.addEventListener("beforeprint", () => {
  closed = cards.filter((card) => !card.open);
  for (const card of closed) card.open = true;
});
window.addEventListener("afterprint", () => {
  for (const card of closed) card.open = false;
});
