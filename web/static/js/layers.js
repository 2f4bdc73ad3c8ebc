/* Layers that a reader turns on and off, and that know in which months they hold. */
import { filofesta } from "./map.js";

const HIT_PX = 16;

/* The lines of a feature in one month: `timed` holds [months, text]. */
function tellIn(properties, month) {
  const timed = (properties.timed || []).filter(([months]) => !month || months.includes(month));
  return [...(properties.lines || []), ...timed.map(([, text]) => text), ...(properties.after || [])];
}

function buildTip(properties, month) {
  const box = filofesta.build("div", "map-popup");
  box.append(filofesta.build("strong", "", properties.title));
  for (const line of tellIn(properties, month)) box.append(filofesta.build("span", "", line));
  return box;
}

function drawCrossing(map, feature, getMonth) {
  const { properties, geometry } = feature;
  const way = L.GeoJSON.coordsToLatLngs(geometry.coordinates);
  const seen = L.polyline(way, { className: `crossing crossing-${properties.status}`, interactive: false, smoothFactor: 0.5 });
  const hit = L.polyline(way, { className: "crossing-hit", weight: HIT_PX, opacity: 0 });
  const told = () => ({ ...properties, lines: tellIn(properties, getMonth()) });
  hit.bindPopup(() => filofesta.buildPopup(told()), { maxWidth: 330, maxHeight: 320 });
  hit.bindTooltip(() => buildTip(properties, getMonth()), { sticky: true, className: "map-tip", opacity: 1 });
  const light = (on) => seen.getElement()?.classList.toggle("is-lit", on);
  hit.on("mouseover", () => light(true));
  hit.on("mouseout", () => light(false));
  hit.on("popupopen", () => hit.closeTooltip());
  hit.on("add", () => makeReachable(hit, told, light));
  const group = L.layerGroup([seen, hit]);
  group.feature = feature;
  return group;
}

/* A line is a button: reached by Tab, told on focus, opened by Enter or the space bar. */
function makeReachable(hit, told, light) {
  const path = hit.getElement();
  path.setAttribute("tabindex", "0");
  path.setAttribute("role", "button");
  const middle = () => hit.getLatLngs()[Math.floor(hit.getLatLngs().length / 2)];
  const name = () => path.setAttribute("aria-label", [told().title, ...told().lines].join(", "));
  name();
  path.addEventListener("focus", () => {
    name();
    light(true);
    if (path.matches(":focus-visible")) hit.openTooltip(middle());
  });
  path.addEventListener("blur", () => {
    light(false);
    hit.closeTooltip();
  });
  path.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    hit.openPopup(middle());
  });
}

function drawMark(feature, getMonth) {
  const [lon, lat] = feature.geometry.coordinates;
  const mark = filofesta.drawPoint(feature, L.latLng(lat, lon));
  mark.feature = feature;
  mark.bindPopup(() => filofesta.buildPopup({ ...feature.properties, lines: tellIn(feature.properties, getMonth()) }));
  mark.bindTooltip(() => filofesta.build("span", "", feature.properties.title), { className: "map-tip", opacity: 1 });
  return mark;
}

/* One layer: `items` are drawn where the layer is on and the item holds in the month. */
export class Layer {
  constructor(map, items, onChange) {
    Object.assign(this, { map, items, onChange, isOn: false, month: 0, url: "" });
  }

  async turn(isOn) {
    this.isOn = isOn;
    if (isOn && this.url && !this.items) await this.load();
    this.show();
  }

  async load() {
    this.items = [];
    const answer = await fetch(this.url);
    if (!answer.ok) return;
    const { features } = await answer.json();
    const getMonth = () => this.month;
    this.items = features.map((feature) =>
      feature.geometry.type === "Point" ? drawMark(feature, getMonth) : drawCrossing(this.map, feature, getMonth));
  }

  setMonth(month) {
    this.month = month;
    this.show();
  }

  show() {
    for (const item of this.items || []) {
      const { months } = item.feature.properties;
      const isShown = this.isOn && (!this.month || !months || months.includes(this.month));
      if (isShown) item.addTo(this.map);
      else item.remove();
    }
    this.onChange();
  }
}
