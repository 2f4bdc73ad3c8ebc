/* Layers that a reader turns on and off, and that know in which months they hold. */
import { filofesta } from "./map.js";

const HIT_PX = 16;
const AT_ONCE = 10;

/* Whether what holds in some months holds in one of those asked for; none asked for means all. */
export function holdsIn(months, asked) {
  return !asked.length || !months || months.some((month) => asked.includes(month));
}

/* The lines of a feature in some months: `timed` holds [months, text]. */
function tellIn(properties, asked) {
  const timed = (properties.timed || []).filter(([months]) => holdsIn(months, asked));
  return [...(properties.lines || []), ...timed.map(([, text]) => text), ...(properties.after || [])];
}

function buildTip(properties, asked) {
  const box = filofesta.build("div", "map-popup");
  box.append(filofesta.build("strong", "", properties.title));
  for (const line of tellIn(properties, asked)) box.append(filofesta.build("span", "", line));
  return box;
}

function drawCrossing(map, feature, getAsked) {
  const { properties, geometry } = feature;
  const way = L.GeoJSON.coordsToLatLngs(geometry.coordinates);
  const seen = L.polyline(way, { className: `crossing crossing-${properties.status}`, interactive: false, smoothFactor: 0.5 });
  const hit = L.polyline(way, { className: "crossing-hit", weight: HIT_PX, opacity: 0 });
  const told = () => ({ ...properties, lines: tellIn(properties, getAsked()) });
  hit.bindPopup(() => filofesta.buildPopup(told()), { maxWidth: 330, maxHeight: 320 });
  hit.bindTooltip(() => buildTip(properties, getAsked()), { sticky: true, className: "map-tip", opacity: 1 });
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

function drawMark(feature, getAsked) {
  const [lon, lat] = feature.geometry.coordinates;
  const mark = filofesta.drawPoint(feature, L.latLng(lat, lon));
  mark.feature = feature;
  mark.bindPopup(() => filofesta.buildPopup({ ...feature.properties, lines: tellIn(feature.properties, getAsked()) }));
  mark.bindTooltip(() => filofesta.build("span", "", feature.properties.title), { className: "map-tip", opacity: 1 });
  return mark;
}

/* One layer: `items` are drawn where the layer is on and the item holds in the months asked for. */
export class Layer {
  constructor(map, items, onChange) {
    Object.assign(this, { map, items, onChange, isOn: false, asked: [], url: "" });
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
    const getAsked = () => this.asked;
    const draw = (feature) =>
      feature.geometry.type === "Point" ? drawMark(feature, getAsked) : drawCrossing(this.map, feature, getAsked);
    for (let first = 0; first < features.length; first += AT_ONCE) {
      const drawn = features.slice(first, first + AT_ONCE).map(draw);
      this.items.push(...drawn);
      this.put(drawn);
      await filofesta.pause();
    }
  }

  /* Shows what holds in some months; `test` decides where the months do not say enough. */
  setMonths(asked, test) {
    Object.assign(this, { asked, test });
    this.show();
  }

  show() {
    this.put(this.items || []);
    this.onChange();
  }

  put(items) {
    for (const item of items) {
      const { properties } = item.feature;
      const isShown = this.isOn && (this.test ? this.test(properties) : holdsIn(properties.months, this.asked));
      if (isShown) item.addTo(this.map);
      else item.remove();
    }
  }
}
