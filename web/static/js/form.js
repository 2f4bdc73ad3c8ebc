/* The trip form: names as one types, a short address, a word while the search runs. */
import { offerPlaces } from "./places.js";

const form = document.getElementById("trip-form");
/* Fields without a value, or with the value that they have by default, stay out of the address. */
function shorten() {
  for (const field of form.elements) {
    const isDefault = field.dataset.default !== undefined && field.value === field.dataset.default;
    if (field.name && (!field.value || isDefault)) field.disabled = true;
  }
}

if (form) {
  for (const input of form.querySelectorAll("[data-places]")) offerPlaces(input);
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
