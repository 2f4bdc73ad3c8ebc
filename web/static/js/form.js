/* The trip form: names as one types, a short address, a word while the search runs. */
const form = document.getElementById("trip-form");
const names = document.getElementById("places");
const offered = names ? [...names.children].map((option) => option.value) : [];
let asked = 0;

function offer(list) {
  names.replaceChildren(...list.map((name) => Object.assign(document.createElement("option"), { value: name })));
}

async function suggest(input) {
  const text = input.value.trim();
  asked += 1;
  const mine = asked;
  if (text.length < 2) {
    offer(offered);
    return;
  }
  const address = new URL(input.dataset.places, window.location.href);
  address.searchParams.set("q", text);
  const answer = await fetch(address);
  if (!answer.ok || mine !== asked) return;
  const { places } = await answer.json();
  offer(places.map((place) => place.name));
}

function later(call, wait) {
  let timer = 0;
  return (...given) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(call, wait, ...given);
  };
}

/* Fields without a value, or with the value that they had untouched in a list, stay out of the address. */
function shorten() {
  for (const field of form.elements) {
    if (field.name && !field.value) field.disabled = true;
  }
}

if (form) {
  for (const input of form.querySelectorAll("[data-places]")) {
    const ask = later(() => suggest(input), 150);
    input.addEventListener("input", ask);
  }
  form.addEventListener("submit", () => {
    shorten();
    form.classList.add("is-busy");
  });
  window.addEventListener("pageshow", () => {
    form.classList.remove("is-busy");
    for (const field of form.elements) field.disabled = false;
  });
  document.getElementById("faults")?.focus();
}
