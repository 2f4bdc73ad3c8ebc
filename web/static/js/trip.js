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
