// The confusion matrix: what was taken for what, and the pictures behind each cell.
import { get } from "./api.js";
import { byId, element } from "./element.js";
import { aDigit, count, percent, plural } from "./format.js";
import { chosenModel, modelPath } from "./model-choice.js";
import { galleryItem } from "./picture.js";

const digits = Array.from({ length: 10 }, (_, label) => label);

export async function showConfusion() {
  const model = chosenModel();
  const table = byId("confusion");
  clearPictures();
  table.replaceChildren();
  byId("confusion-text").textContent = `${model} reads the 10,000 test digits …`;
  try {
    const answer = await get(`${modelPath(model)}/confusion`);
    if (model !== chosenModel()) return;
    byId("confusion-text").textContent = `${model} reads ${count(answer.correct)} of ${
      count(answer.count)} test digits right (${percent(answer.accuracy, 2)}). `
      + "Each cell says how often a digit was taken for another; choose one to see the pictures.";
    table.replaceChildren(element("caption", { class: "unseen" },
      "Confusion matrix: a row for each digit, a column for each guess"),
    head(), body(answer.matrix));
  } catch (error) {
    const isLate = model !== chosenModel();
    if (!isLate && !error.isUnreachable) byId("confusion-text").textContent = error.message;
  }
}

function head() {
  return element("thead", {},
    element("tr", {}, element("td", {}), element("th", {
      colspan: 10, scope: "colgroup", class: "axis-title",
    }, "taken for")),
    element("tr", {}, element("th", { scope: "col", class: "axis-title" }, "digit"),
      digits.map((label) => element("th", { scope: "col" }, String(label)))));
}

function body(matrix) {
  const wrong = matrix.flatMap((row, label) => row.filter((_, guess) => guess !== label));
  const most = Math.max(1, ...wrong);
  return element("tbody", {}, matrix.map((row, label) => element("tr", {},
    element("th", { scope: "row" }, String(label)),
    row.map((amount, guess) => cell(amount, label, guess, most)))));
}

function cell(amount, label, guess, most) {
  const isRight = label === guess;
  const words = isRight ? `${label} read right, ${plural(amount, "time")}`
    : `${label} taken for ${guess}, ${plural(amount, "time")}`;
  const button = element("button", {
    type: "button",
    "data-label": label,
    "data-guess": guess,
    "data-right": String(isRight),
    "aria-label": words,
    "aria-pressed": "false",
    title: words,
    disabled: amount === 0,
    click: (event) => showPictures(label, guess, event.currentTarget),
  }, amount === 0 ? "·" : String(amount));
  // The root makes few mistakes visible beside many; a stronger colour would hide the number.
  const strength = isRight ? 0 : 0.6 * Math.sqrt(amount / most);
  button.style.setProperty("--strength", strength.toFixed(3));
  return element("td", {}, button);
}

function clearPictures() {
  byId("confusion-title").textContent = "Choose a cell to see its pictures";
  byId("confusion-pictures").dataset.total = 0;
  byId("confusion-pictures").replaceChildren();
}

async function showPictures(label, guess, button) {
  for (const each of byId("confusion").querySelectorAll("[aria-pressed=true]")) {
    each.setAttribute("aria-pressed", "false");
  }
  button.setAttribute("aria-pressed", "true");
  const list = byId("confusion-pictures");
  // Another cell was chosen meanwhile, or another model.
  const isLate = () => !button.isConnected || button.getAttribute("aria-pressed") !== "true";
  try {
    const query = new URLSearchParams({ label, guess, offset: 0, count: 60 });
    const { total, mistakes } = await get(`${modelPath()}/mistakes?${query}`);
    if (isLate()) return;
    const title = label === guess ? `${label} read right` : `${label} taken for ${guess}`;
    const shown = mistakes.length < total ? `: the ${mistakes.length} surest of ${count(total)}`
      : `: ${plural(total, "time")}`;
    byId("confusion-title").textContent = title + shown;
    list.dataset.total = total;
    list.replaceChildren(...mistakes.map((mistake) => galleryItem(mistake.picture,
      `Test digit ${mistake.index}, a ${mistake.label} taken for ${aDigit(mistake.guess)}`,
      percent(mistake.confidence, 0), { "data-index": mistake.index })));
  } catch (error) {
    if (!isLate() && !error.isUnreachable) byId("confusion-title").textContent = error.message;
  }
}
