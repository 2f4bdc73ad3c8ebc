/* Drawing on a Leaflet map (L is Leaflet's global): marks, legs, popups, basemap, place names.
 *
 * All text comes in as feature properties and is written with textContent, never as markup.
 * Looks are left to map.css: this file only sets class names, so that dark mode, print and the
 * palette need no redrawing. The file imports nothing, so a single-file map can carry it inside.
 */
const SVG = "http://www.w3.org/2000/svg";
const MARK_PX = 32;
const REACH_PX = { festival: 16, attraction: 11, start: 13, night: 10, port: 8, sight: 6 };
const NAME_SHIFTS_PX = [0, 24, -24, 34, -34];
const NEAR_ZOOM = 9.5; /* Sights have their numbers from this zoom on; from farther off they are dots. */
const ROUNDS = 60;
const MARGIN_PX = 34;
const maps = new Map();
const waiting = new Map();
let words = {};

function build(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function buildMark(properties) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
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
    iconSize: [MARK_PX, MARK_PX],
    popupAnchor: [0, -REACH_PX[properties.kind]],
  });
  const order = { festival: 400 - (properties.number || 0), port: -900, sight: -950 }[properties.kind] || 0;
  const marker = L.marker(latlng, { icon, riseOnHover: true, zIndexOffset: order });
  marker.home = latlng;
  marker.on("add", () => {
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

function drawLand(map, data, kind) {
  if (!data) return;
  L.geoJSON(data, {
    pane: "basemap",
    interactive: false,
    style: (feature) => ({
      className: `base-${kind} ${baseClass(feature.properties || {})}`,
      weight: 1,
      smoothFactor: 0.7,
    }),
  }).addTo(map);
}

function baseClass(properties) {
  const id = properties.id || "";
  return /^[a-z-]+$/.test(id) ? `base-${id}` : "";
}

/* The sheet ends where the land data ends: what lies beyond is covered like a passe-partout. */
function drawSheet(map, frame) {
  const [[south, west], [north, east]] = frame;
  const hole = [[south, west], [north, west], [north, east], [south, east]];
  const beyond = [[south - 20, west - 45], [north + 15, west - 45], [north + 15, east + 45], [south - 20, east + 45]];
  L.polygon([beyond, hole], { pane: "sheet", className: "base-sheet", interactive: false, weight: 1.5 }).addTo(map);
  map.setMaxBounds(frame);
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
      const wanted = feature.properties.zoom <= zoom && view.contains([lat, lon]);
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

/* A name that a mark would cover steps below or above it, or waits for a closer view. */
function clearNames(map, names) {
  const marks = [...(map.filofestaMarks || []), ...(map.filofestaPorts || [])].map((mark) => ({
    at: map.latLngToLayerPoint(mark.getLatLng()),
    reach: REACH_PX[mark.feature.properties.kind],
  }));
  for (const name of names) {
    const label = name.getElement().firstChild;
    const at = map.latLngToLayerPoint(name.getLatLng());
    const half = label.offsetWidth / 2 || (label.textContent.length * 7) / 2;
    const isFree = (shift) =>
      marks.every((mark) => Math.abs(mark.at.x - at.x) > half + mark.reach || Math.abs(mark.at.y - at.y - shift) > 8 + mark.reach);
    const shift = NAME_SHIFTS_PX.find(isFree);
    name.getElement().classList.toggle("is-hidden", shift === undefined);
    label.style.top = `${shift || 0}px`;
  }
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
  const draw = (data) => {
    for (const kind of ["land", "regions", "borders"]) drawLand(map, data[kind], kind);
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
  for (const mark of marks.filter(isQuiet)) mark.setLatLng(mark.home);
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

function pushApart(spots) {
  let touched = false;
  for (let i = 0; i < spots.length; i += 1) {
    for (let j = i + 1; j < spots.length; j += 1) {
      const between = spots[j].at.subtract(spots[i].at);
      const distance = Math.hypot(between.x, between.y) || 0.01;
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
function finish(map, layers, texts, options = {}) {
  words = texts;
  map.setMinZoom(5).setMaxZoom(14);
  addControls(map, options);
  showAll(map, layers, options.isSnug);
  const { center, zoom } = options.view || {};
  if (center || zoom) map.setView(center || map.getCenter(), zoom || map.getZoom(), { animate: false });
  const ties = L.layerGroup().addTo(map);
  const arrange = () => spread(map, listMarks(layers).filter((mark) => map.hasLayer(mark)), ties);
  map.on("zoomend resize", arrange);
  arrange();
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

export const filofesta = { addBasemap, build, buildPopup, describe, drawPoint, finish, styleLine, whenReady };
