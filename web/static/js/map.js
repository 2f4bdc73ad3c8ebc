/* Drawing on a Leaflet map (L is Leaflet's global): marks, legs, popups, basemap, place names.
 *
 * All text comes in as feature properties and is written with textContent, never as markup.
 * Looks are left to map.css: this file only sets class names, so that dark mode, print and the
 * palette need no redrawing. The file imports nothing, so a single-file map can carry it inside.
 */
const SVG = "http://www.w3.org/2000/svg";
const MARK_PX = 32;
const SIZE_PX = { attraction: 26, business: 26, start: 28, night: 26 };
const REACH_PX = { festival: 16.5, attraction: 13.5, business: 13.5, start: 14.5, night: 13.5, port: 8, sight: 6, firm: 7 };
const EDGE_PX = 3; /* Room between a name and the edge of the map. */
const NAME_SHIFTS_PX = [0, 24, -24, 34, -34];
const NEAR_ZOOM = 9.5; /* Sights have their numbers from this zoom on; from farther off they are dots. */
const SMALL = new Set(["port", "sight", "firm"]);
const ROUNDS = 200;
const MARGIN_PX = 44;
const maps = new Map();
const waiting = new Map();
let words = {};

function build(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function markSize(properties) {
  return SIZE_PX[properties.kind] || MARK_PX;
}

/* Lets the browser answer its reader between two pieces of drawing. */
function pause() {
  return new Promise((resolve) => {
    window.setTimeout(resolve);
  });
}

function buildMark(properties) {
  const svg = document.createElementNS(SVG, "svg");
  const cut = (MARK_PX - markSize(properties)) / 2;
  svg.setAttribute("viewBox", `${cut} ${cut} ${MARK_PX - 2 * cut} ${MARK_PX - 2 * cut}`);
  svg.setAttribute("aria-hidden", "true");
  const outline = document.createElementNS(SVG, "path");
  outline.setAttribute("d", properties.shape);
  svg.append(outline);
  if (properties.number) {
    const number = document.createElementNS(SVG, "text");
    number.setAttribute("x", "16");
    number.setAttribute("y", "16");
    number.textContent = String(properties.number);
    svg.append(number);
  }
  return svg;
}

function markClass(properties) {
  const names = ["mark", `mark-${properties.kind}`];
  if (properties.area) names.push(`area-${properties.area}`);
  if (properties.stand_in) names.push("stand-in");
  return names.join(" ");
}

function drawPoint(feature, latlng) {
  const { properties } = feature;
  const icon = L.divIcon({
    className: markClass(properties),
    html: buildMark(properties),
    iconSize: [markSize(properties), markSize(properties)],
    popupAnchor: [0, -REACH_PX[properties.kind]],
  });
  const order = { festival: 400 - (properties.number || 0), port: -900, sight: -950, firm: -940 }[properties.kind] || 0;
  /* Small marks lie closer than a fingertip: they are no Tab stops, the lists beside the map name them. */
  const keyboard = !SMALL.has(properties.kind);
  const marker = L.marker(latlng, { icon, keyboard, riseOnHover: true, zIndexOffset: order });
  marker.home = latlng;
  marker.on("add", () => {
    if (!keyboard) {
      marker.getElement().setAttribute("aria-hidden", "true");
      return;
    }
    const told = [properties.number, properties.title, ...(properties.lines || [])];
    marker.getElement().setAttribute("aria-label", told.filter(Boolean).join(", "));
  });
  return marker;
}

function styleLine(feature) {
  if (!feature || feature.geometry.type === "Point") return {};
  return { className: `leg leg-${feature.properties.kind}`, weight: 4 };
}

function buildPopup(properties) {
  const box = build("div", "map-popup");
  box.append(build("strong", "", properties.title));
  for (const line of properties.lines || []) box.append(build("span", "", line));
  if (properties.anchor && document.getElementById(properties.anchor)) {
    const link = build("a", "", words.details);
    link.href = `#${properties.anchor}`;
    box.append(link);
  }
  return box;
}

function describe(feature, layer) {
  layer.bindPopup(() => buildPopup(feature.properties), { maxWidth: 260 });
}

function drawLand(map, feature, kind) {
  L.geoJSON(feature, {
    pane: "basemap",
    interactive: false,
    style: { className: `base-${kind} ${baseClass(feature.properties || {})}`, weight: 1, smoothFactor: 0.9 },
  }).addTo(map);
}

function baseClass(properties) {
  if (properties.rank) return `base-rank-${Number(properties.rank)}`;
  const id = properties.id || "";
  return /^[a-z-]+$/.test(id) ? `base-${id}` : "";
}

/* The sheet ends where the land data ends: what lies beyond is covered like a passe-partout. */
function drawSheet(map, frame) {
  const [[south, west], [north, east]] = frame;
  const hole = [[south, west], [north, west], [north, east], [south, east]];
  const beyond = [[south - 20, west - 45], [north + 15, west - 45], [north + 15, east + 45], [south - 20, east + 45]];
  L.polygon([beyond, hole], { pane: "sheet", className: "base-sheet", interactive: false, weight: 1.5 }).addTo(map);
  map.filofestaFrame = frame;
}

function drawNames(map, data) {
  if (!data) return;
  const shown = new Map();
  const refresh = () => {
    const view = map.getBounds().pad(0.1);
    const zoom = map.getZoom();
    data.features.forEach((feature, index) => {
      const [lon, lat] = feature.geometry.coordinates;
      const wanted = feature.properties.zoom <= Math.round(zoom) && view.contains([lat, lon]);
      if (wanted && !shown.has(index)) shown.set(index, nameMarker(feature, [lat, lon]).addTo(map));
      if (!wanted && shown.has(index)) {
        shown.get(index).remove();
        shown.delete(index);
      }
    });
    clearNames(map, [...shown.values()]);
  };
  map.on("moveend marksmoved", refresh);
  refresh();
}

/* A name that a mark would cover steps below or above it, or waits for a closer view; one at the edge steps in. */
function clearNames(map, names) {
  const marks = [...(map.filofestaMarks || []), ...(map.filofestaPorts || [])].map((mark) => ({
    at: map.latLngToLayerPoint(mark.getLatLng()),
    reach: REACH_PX[mark.feature.properties.kind],
  }));
  /* All is measured before anything moves: a page laid out once is quicker than once a name. */
  const labels = names.map((name) => name.getElement().firstChild);
  const halves = labels.map((label) => label.offsetWidth / 2 || (label.textContent.length * 7) / 2);
  const { x: wide } = map.getSize();
  names.forEach((name, index) => {
    const { x } = map.latLngToContainerPoint(name.getLatLng());
    const reach = halves[index] + EDGE_PX;
    const aside = x < 0 || x > wide ? 0 : Math.max(0, reach - x) - Math.max(0, x + reach - wide);
    const at = map.latLngToLayerPoint(name.getLatLng()).add([aside, 0]);
    const isFree = (shift) =>
      marks.every((mark) => Math.abs(mark.at.x - at.x) > halves[index] + mark.reach || Math.abs(mark.at.y - at.y - shift) > 8 + mark.reach);
    const shift = NAME_SHIFTS_PX.find(isFree);
    name.getElement().classList.toggle("is-hidden", shift === undefined);
    labels[index].style.top = `${shift || 0}px`;
    labels[index].style.left = `${Math.round(aside)}px`;
  });
}

function nameMarker(feature, latlng) {
  const { name, size } = feature.properties;
  const icon = L.divIcon({ className: `place place-${size}`, html: build("span", "", name), iconSize: [0, 0] });
  const marker = L.marker(latlng, { icon, pane: "names", interactive: false, keyboard: false });
  marker.on("add", () => marker.getElement().setAttribute("aria-hidden", "true"));
  return marker;
}

/* `frame`: south-west and north-east of what the land data covers; none: the map has no end. */
function addBasemap(map, source, frame) {
  map.createPane("basemap").classList.add("pane-basemap");
  map.getPane("basemap").style.zIndex = 200;
  map.createPane("names").classList.add("pane-names");
  map.getPane("names").style.zIndex = 390;
  map.createPane("sheet").style.zIndex = 395;
  if (frame) drawSheet(map, frame);
  const draw = async (data) => {
    for (const kind of ["land", "regions", "borders", "roads"]) {
      for (const feature of data[kind]?.features || []) {
        drawLand(map, feature, kind);
        await pause();
      }
    }
    drawNames(map, data.names);
  };
  if (typeof source === "string") {
    fetch(source).then((answer) => answer.json()).then(draw);
  } else if (source) {
    draw(source);
  }
}

/* Marks that would cover each other move apart, tied to their true place by a thin line. */
function spread(map, marks, ties) {
  const isFar = map.getZoom() < NEAR_ZOOM;
  map.getContainer().classList.toggle("is-far", isFar);
  const isQuiet = (mark) => isFar && mark.feature.properties.kind === "attraction";
  for (const mark of marks) hush(mark, isQuiet(mark));
  const spots = marks.filter((mark) => !isQuiet(mark)).map((mark) => ({ mark, home: map.latLngToLayerPoint(mark.home) }));
  spots.forEach((spot, index) => {
    const angle = index * 2.4;
    spot.at = spot.home.add([Math.cos(angle), Math.sin(angle)]);
    spot.reach = REACH_PX[spot.mark.feature.properties.kind];
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!pushApart(spots)) break;
  }
  ties.clearLayers();
  for (const { mark, home, at } of spots) {
    const moved = home.distanceTo(at) > 4;
    mark.setLatLng(moved ? map.layerPointToLatLng(at) : mark.home);
    if (moved) {
      ties.addLayer(L.polyline([mark.home, mark.getLatLng()], { className: "tie", weight: 1.5, interactive: false }));
    }
  }
  map.filofestaMarks = spots.map(({ mark }) => mark);
  map.fire("marksmoved");
}

/* A dot of the far view is no Tab stop: the list beside the map names what it stands for. */
function hush(mark, isQuiet) {
  const node = mark.getElement();
  if (isQuiet) mark.setLatLng(mark.home);
  node.tabIndex = isQuiet ? -1 : 0;
  if (isQuiet) node.setAttribute("aria-hidden", "true");
  else node.removeAttribute("aria-hidden");
}

function pushApart(spots) {
  let touched = false;
  for (let i = 0; i < spots.length; i += 1) {
    for (let j = i + 1; j < spots.length; j += 1) {
      const between = spots[j].at.subtract(spots[i].at);
      const distance = Math.max(Math.abs(between.x), Math.abs(between.y)) || 0.01; /* marks are boxes to a finger */
      const apart = spots[i].reach + spots[j].reach;
      if (distance >= apart) continue;
      touched = true;
      const push = between.multiplyBy(((apart - distance) / distance) * 0.5);
      spots[i].at = spots[i].at.subtract(push);
      spots[j].at = spots[j].at.add(push);
    }
  }
  return touched;
}

function listMarks(layers) {
  return Object.values(layers).flatMap((layer) => layer.getLayers().filter((one) => one.home));
}

function addControls(map, options) {
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const box = map.getContainer();
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", words.map);
  map.on("popupopen", ({ popup }) => {
    const button = popup.getElement().querySelector(".leaflet-popup-close-button");
    if (button) button.setAttribute("aria-label", words.close);
  });
  if (options.scrollZoom !== false) {
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
  }
  if (matchMedia("(pointer: coarse)").matches) map.dragging.disable();
}

function showAll(map, layers, isSnug = false) {
  const bounds = L.latLngBounds([]);
  for (const layer of Object.values(layers)) {
    if (layer.getLayers().length) bounds.extend(layer.getBounds());
  }
  if (!bounds.isValid()) return;
  const fitting = Math.min(map.getBoundsZoom(bounds, false, L.point(2 * MARGIN_PX, 2 * MARGIN_PX)), 12);
  const filling = map.filofestaFrame ? map.getBoundsZoom(map.filofestaFrame, true) : fitting;
  const zoom = isSnug ? fitting : Math.max(fitting, Math.min(filling, fitting + 0.1));
  const corners = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.project(corner, zoom));
  map.setView(map.unproject(corners[0].add(corners[1]).divideBy(2), zoom), zoom, { animate: false });
}

/* `options`: `scrollZoom` false leaves the wheel to the page; `isSnug` keeps all marks clear of the edge;
 * `view` holds a centre and a zoom. */
async function finish(map, layers, texts, options = {}) {
  words = texts;
  await pause();
  map.setMinZoom(5).setMaxZoom(14);
  addControls(map, options);
  showAll(map, layers, options.isSnug);
  const { center, zoom } = options.view || {};
  if (center || zoom) map.setView(center || map.getCenter(), zoom || map.getZoom(), { animate: false });
  if (map.filofestaFrame) {
    map.panInsideBounds(map.filofestaFrame, { animate: false });
    map.setMaxBounds(map.filofestaFrame);
  }
  await pause();
  const ties = L.layerGroup().addTo(map);
  const arrange = () => spread(map, listMarks(layers).filter((mark) => map.hasLayer(mark)), ties);
  map.on("zoomend resize", arrange);
  arrange();
  /* Paper is narrower than most screens: the view is fitted to it, and back. */
  matchMedia("print").addEventListener("change", ({ matches }) => {
    map.invalidateSize({ animate: false, pan: false });
    showAll(map, layers, options.isSnug || matches);
    arrange();
  });
  const ready = { map, layers, arrange, showAll: () => showAll(map, layers) };
  const id = map.getContainer().id;
  maps.set(id, ready);
  (waiting.get(id) || []).forEach((callback) => callback(ready));
  map.getContainer().dataset.ready = "true";
}

/* Calls back with { map, layers, arrange, showAll } once the map of that id is drawn. */
function whenReady(id, callback) {
  if (maps.has(id)) callback(maps.get(id));
  else waiting.set(id, [...(waiting.get(id) || []), callback]);
}

export const filofesta = { addBasemap, build, buildPopup, describe, drawPoint, finish, pause, styleLine, whenReady };
