/* How far a search is: asked for every moment, told in words and as a small chart, then the page. */
const box = document.getElementById("progress");
const words = document.getElementById("progress-words");
const figure = box.querySelector(".course");
const EVERY_MS = 500;
const PATIENCE = 20; /* Failed questions in a row before the page is loaded anew. */
const WIDTH = 320;
const HEIGHT = 120;
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 1 });
const seconds = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "second", maximumFractionDigits: 0 });
let leaving = false;
let misses = 0;

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function say(text) {
  if (words.textContent !== text) words.textContent = text;
}

/* Steps: a value holds until the next one.  The chart begins with the first find: what was before has no height. */
function steps(points, x, y) {
  return points.map((point, index) => `${index ? `H${x(point)}V` : `M${x(point)} `}${y(point)}`).join("");
}

function draw(course, now) {
  if (course.length < 1) return;
  const begin = course[0].seconds;
  const last = Math.max(now, begin + 1);
  const least = Math.min(...course.map((one) => one.best));
  const most = Math.max(...course.map((one) => one.bound));
  const span = Math.max(most - least, 1);
  const ended = [...course, { ...course[course.length - 1], seconds: last }];
  const x = (one) => Math.round(((one.seconds - begin) / (last - begin)) * WIDTH);
  const y = (value) => Math.round(8 + (1 - (value - least) / span) * (HEIGHT - 16));
  const best = steps(ended, x, (one) => y(one.best));
  const bound = steps(ended, x, (one) => y(one.bound));
  const back = steps([...ended].reverse(), x, (one) => y(one.best)).replace(/^M/, "L");
  figure.querySelector(".course-best").setAttribute("d", best);
  figure.querySelector(".course-bound").setAttribute("d", bound);
  figure.querySelector(".course-gap").setAttribute("d", `${bound}${back}Z`);
  document.getElementById("course-time").textContent = seconds.format(Math.round(now));
  figure.hidden = false;
}

function tell(state) {
  const { step, queued, running, best, ending } = box.dataset;
  if (box.dataset.stopped) say(ending);
  else if (state.state === "queued") say(fill(queued, { before: state.before }));
  else if (!state.course.length) say(running);
  else if (step) say(fill(step, state));
  else say(fill(best, { gap: percent.format(state.gap) }));
  if (!step) draw(state.course, state.seconds);
}

function leave(extra) {
  leaving = true;
  window.location.replace(`${box.dataset.address}${extra}`);
}

async function ask() {
  if (leaving) return;
  try {
    const answer = await fetch(box.dataset.state, { headers: { Accept: "application/json" } });
    if (answer.status === 404) return leave("");
    const state = await answer.json();
    misses = 0;
    if (state.state === "done") return leave("");
    if (state.state === "cancelled") return leave(box.dataset.stopped ? `&stopped=${box.dataset.search}` : "");
    if (state.state === "failed") return leave(`&search=${box.dataset.search}`);
    tell(state);
  } catch {
    misses += 1;
    if (misses > PATIENCE) return leave("");
  }
  window.setTimeout(ask, EVERY_MS);
}

box.querySelector("form")?.addEventListener("submit", () => {
  leaving = true;
  say(box.dataset.ending);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
ask();
