/* Names of places as one types: a combobox with a list (ARIA 1.2 pattern "list autocomplete").
 *
 * Without this file the field keeps its datalist.  Names come from the site's own gazetteer.
 */
const WAIT_MS = 120;
const LEAST_LETTERS = 2;

function build(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

class PlaceBox {
  constructor(input) {
    this.input = input;
    this.places = [];
    this.active = -1;
    this.asked = 0;
    this.list = build("ul", "combo-list");
    this.list.id = `${input.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.list);
    this.list.hidden = true;
    this.told = build("p", "visually-hidden");
    this.told.setAttribute("role", "status");
    const box = build("div", "combo");
    input.before(box);
    box.append(input, this.list, this.told);
    input.removeAttribute("list");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
  }

  later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    const text = this.input.value.trim();
    this.asked += 1;
    const mine = this.asked;
    if (text.length < LEAST_LETTERS) {
      this.close();
      return;
    }
    const address = new URL(this.input.dataset.places, window.location.href);
    address.searchParams.set("q", text);
    const answer = await fetch(address);
    if (!answer.ok || mine !== this.asked || document.activeElement !== this.input) return;
    this.open((await answer.json()).places);
  }

  open(places) {
    this.places = places;
    this.list.replaceChildren(...places.map((place, index) => this.buildOption(place, index)));
    this.list.hidden = places.length === 0;
    this.input.setAttribute("aria-expanded", String(places.length > 0));
    this.point(-1);
    const { found, none } = this.input.dataset;
    this.told.textContent = places.length ? found.replace("{n}", places.length) : none;
  }

  buildOption(place, index) {
    const option = build("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(build("span", "", place.name), build("span", "muted", place.where));
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.choose(index));
    return option;
  }

  close() {
    window.clearTimeout(this.timer);
    this.list.hidden = true;
    this.asked += 1;
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }

  point(index) {
    this.active = index;
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    const option = this.list.children[index];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  choose(index) {
    this.input.value = this.places[index].name;
    this.close();
  }

  press(event) {
    const count = this.list.hidden ? 0 : this.places.length;
    if (event.key === "Escape" && count) this.close();
    else if (event.key === "Enter" && count && this.active >= 0) this.choose(this.active);
    else if (event.key === "ArrowDown" && count) this.point((this.active + 1) % count);
    else if (event.key === "ArrowUp" && count) this.point(this.active <= 0 ? count - 1 : this.active - 1);
    else if (event.key === "ArrowDown") this.ask();
    else return;
    event.preventDefault();
  }
}

/* Makes a text field offer places. */
export function offerPlaces(input) {
  return new PlaceBox(input);
}
