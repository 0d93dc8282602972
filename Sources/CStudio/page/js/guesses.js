// Twenty fixed digits, and what the network that learns takes them for.
import { get } from "./api.js";
import { byId, element } from "./element.js";
import { percent } from "./format.js";
import { digitPicture } from "./picture.js";

let samples = [];
let cells = [];
let loading = null;

/** The fixed digits, asked for once. */
export function loadSamples() {
  loading ??= get("/v1/training/samples").then((answer) => answer.samples).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** Shows the digits without guesses. */
export async function prepareGuesses() {
  if (cells.length) return;
  samples = await loadSamples();
  if (cells.length) return;
  cells = samples.map(({ label, picture }, index) => {
    const guess = element("span", { class: "guess-label" }, "·");
    const sure = element("span", { class: "guess-sure" });
    const item = element("li", { class: "guess", "data-sample": index, "data-label": label },
      digitPicture(picture, `A ${label}`),
      element("span", { class: "guess-answer" }, guess, sure));
    byId("train-guesses").append(item);
    return { item, guess, sure };
  });
}

export function showGuesses(guesses, correct) {
  if (!cells.length) return;
  cells.forEach(({ item, guess, sure }, index) => {
    const made = guesses?.[index];
    if (!made) {
      delete item.dataset.right;
      delete item.dataset.guess;
      guess.textContent = "·";
      sure.textContent = "";
      return;
    }
    const isRight = made.label === samples[index].label;
    item.dataset.right = String(isRight);
    item.dataset.guess = made.label;
    guess.textContent = isRight ? String(made.label) : `✕ ${made.label}`;
    sure.textContent = percent(made.confidence, 0);
    item.title = isRight
      ? `Right: ${made.label}` : `Wrong: ${made.label} for ${samples[index].label}`;
  });
  byId("train-guesses-correct").textContent = guesses
    ? `${correct} of ${cells.length} right` : "No guess yet.";
}
