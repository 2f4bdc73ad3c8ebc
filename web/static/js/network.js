/* Arrow keys in the matrix, and the slider's answer without a new page. Without this file both work as plain HTML. */

const table = document.getElementById("matrix-table");
const says = document.getElementById("matrix-says");

function cellAt(row, column) {
  return table.tBodies[0].rows[row]?.cells[column];
}

function focusCell(cell) {
  table.querySelector("td[tabindex='0']")?.setAttribute("tabindex", "-1");
  cell.setAttribute("tabindex", "0");
  cell.focus();
}

function tell(cell) {
  const [row, column] = [cell.parentElement.cells[0], table.tHead.rows[0].cells[cell.cellIndex]];
  const names = `${row.textContent.trim()} → ${column.textContent.trim()} ${column.firstChild.title}`;
  says.textContent = cell.dataset.says || (cell.className === "self" ? "" : `${names}: –`);
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

if (table) {
  table.setAttribute("role", "grid");
  document.querySelectorAll(".js-only").forEach((one) => { one.hidden = false; });
  for (const row of table.tBodies[0].rows) {
    for (const cell of row.cells) if (cell.tagName === "TD") cell.setAttribute("tabindex", "-1");
  }
  cellAt(0, 1)?.setAttribute("tabindex", "0");
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    const step = STEPS[event.key];
    if (!cell || !step) return;
    const next = cellAt(cell.parentElement.sectionRowIndex + step[0], cell.cellIndex + step[1]);
    if (next?.tagName === "TD") focusCell(next);
    event.preventDefault();
  });
  table.addEventListener("focusin", (event) => event.target.closest("td") && tell(event.target.closest("td")));
  table.addEventListener("click", (event) => event.target.closest("td") && focusCell(event.target.closest("td")));
  table.addEventListener("mouseover", (event) => event.target.closest("td") && tell(event.target.closest("td")));
}

const slider = document.getElementById("shift");
let asked = 0;

async function showShift() {
  const address = new URL(window.location.href);
  address.searchParams.set("shift", slider.value);
  address.hash = "";
  const turn = (asked += 1);
  const answer = await fetch(address);
  if (!answer.ok || turn !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["shift-answer", "shift-says"]) {
    document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  }
  window.history.replaceState(null, "", address.pathname + address.search);
}

if (slider) {
  slider.form.querySelector("button").hidden = true;
  let timer = 0;
  slider.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(showShift, 120);
  });
  slider.form.addEventListener("submit", (event) => { event.preventDefault(); showShift(); });
}
