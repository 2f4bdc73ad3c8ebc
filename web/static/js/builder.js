/* The embed builder: what is chosen shows at once. Without this file the button loads the page anew. */
const form = document.getElementById("builder");
let asked = 0;
let timer = 0;

function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value !== "") query.append(name, value);
  }
  return `${form.getAttribute("action")}?${query}`;
}

/* Parts that mean nothing for the chosen kind step aside. */
function sift() {
  const { value: kind } = form.elements.kind;
  for (const part of form.querySelectorAll("[data-for]")) {
    part.hidden = !part.dataset.for.split(" ").includes(kind);
  }
}

function swap(page, selector) {
  const here = document.querySelector(selector);
  const there = page.querySelector(selector);
  if (here && there) here.replaceChildren(...there.childNodes);
}

/* Faults stand beside their fields; the fields themselves, and the reader's place in them, stay. */
function showFaults(page) {
  for (const old of form.querySelectorAll(".fault")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const fault of page.querySelectorAll("#builder .fault")) {
    const field = document.getElementById(fault.id.replace(/-fault$/, ""));
    const box = field?.closest("fieldset") || field?.closest(".field") || form;
    box.append(document.adoptNode(fault));
    if (field) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", fault.id);
    }
  }
}

async function show() {
  asked += 1;
  const mine = asked;
  const url = address();
  const answer = await fetch(url);
  if (mine !== asked || ![200, 400].includes(answer.status)) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== asked) return;
  showFaults(page);
  swap(page, "#result");
  offerCopies();
  window.history.replaceState(null, "", url);
}

function offerCopies() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
  }
}

async function copy(button) {
  const { value } = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(value);
  const said = button.textContent;
  button.textContent = button.dataset.done;
  window.setTimeout(() => {
    button.textContent = said;
  }, 2000);
}

form.addEventListener("input", () => {
  sift();
  window.clearTimeout(timer);
  timer = window.setTimeout(show, 250);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
sift();
offerCopies();
