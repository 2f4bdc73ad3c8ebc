/* Inside a frame: the map, the slider for dates, and word of the height to the page around. */
import { filofesta } from "./map.js";

const kept = document.getElementById("embed-data");
const data = kept ? JSON.parse(kept.textContent) : null;
let marks = [];
let ready = null;

function drawMap() {
  const map = L.map("embed-map", {
    zoomControl: false,
    attributionControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0,
    maxBoundsViscosity: 1,
    center: [0, 0],
    zoom: 6,
  });
  filofesta.addBasemap(map, data.basemap, data.frame);
  const layers = {};
  for (const [name, features] of Object.entries(data.layers)) {
    layers[name] = L.geoJSON(features, {
      onEachFeature: filofesta.describe,
      pointToLayer: filofesta.drawPoint,
      style: filofesta.styleLine,
    }).addTo(map);
  }
  filofesta.finish(map, layers, data.words, { scrollZoom: data.scrollZoom, isSnug: true, view: data.view });
  if (data.scrollZoom) map.scrollWheelZoom.enable();
  filofesta.whenReady("embed-map", (drawn) => {
    ready = drawn;
    marks = layers.festivals ? layers.festivals.getLayers() : [];
  });
}

/* One month, or all where the key is empty. */
function show(key) {
  for (const part of document.querySelectorAll("[data-months]")) {
    part.hidden = key !== "" && !part.dataset.months.split(" ").includes(key);
  }
  if (!ready) return;
  for (const mark of marks) {
    const months = data.months[mark.feature.properties.id] || [];
    if (key === "" || months.includes(key)) mark.addTo(ready.map);
    else mark.remove();
  }
  ready.arrange();
}

function startSlider(box) {
  const links = [...box.querySelectorAll("[data-month]")];
  const range = box.querySelector("#month");
  const name = box.querySelector("#month-name");
  const turn = () => {
    const { month, count } = links[range.valueAsNumber].dataset;
    const said = links[range.valueAsNumber].firstChild.textContent;
    name.textContent = said;
    range.setAttribute("aria-valuetext", `${said}, ${count}`);
    document.getElementById("count").textContent = count;
    show(month);
  };
  range.value = Math.max(0, links.findIndex((link) => link.hasAttribute("aria-current")));
  range.addEventListener("input", turn);
  box.querySelector(".slider-links").hidden = true;
  box.querySelector(".slider-live").hidden = false;
  turn();
}

/* The page around may make the frame as high as its content; WordPress listens for words of its own. */
function tellHeight() {
  if (window.parent === window) return;
  const secret = /[#?]secret=([A-Za-z0-9]+)$/.exec(window.location.hash);
  let last = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    window.parent.postMessage({ type: "filofesta:height", id: document.body.dataset.frame || "", height }, "*");
    if (secret) window.parent.postMessage({ message: "height", value: height, secret: secret[1] }, "*");
  };
  addEventListener("message", ({ data, source }) => {
    if (source !== window.parent || data?.type !== "filofesta:tell") return;
    last = 0;
    tell();
  });
  new ResizeObserver(tell).observe(document.body);
  tell();
}

if (data) drawMap();
const slider = document.getElementById("slider");
if (slider) startSlider(slider);
tellHeight();
