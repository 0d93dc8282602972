// Compares two models on the same test digits, and shows those on which they differ.
import { get } from "./api.js";
import { byId, element } from "./element.js";
import { count, percent } from "./format.js";
import { allModels, chosenModel, modelOptions } from "./model-choice.js";
import { galleryItem } from "./picture.js";

export function startCompare() {
  byId("compare-start").addEventListener("click", compare);
  for (const id of ["compare-first", "compare-second"]) {
    byId(id).addEventListener("change", clear);
  }
}

/** Keeps what was chosen; at first the model in use and another one. */
export function showCompareChoices() {
  const names = allModels().map(({ name }) => name);
  const [keptFirst, keptSecond] = ["compare-first", "compare-second"].map((id) => byId(id).value);
  const first = names.includes(keptFirst) ? keptFirst : chosenModel();
  const second = names.includes(keptSecond) && keptSecond !== first
    ? keptSecond : names.find((name) => name !== first);
  byId("compare-first").replaceChildren(...modelOptions(first));
  byId("compare-second").replaceChildren(...modelOptions(second));
  byId("compare-start").disabled = names.length < 2;
  if (names.length === 1) {
    say("empty", "Only one model is loaded. Train another to compare the two.");
  } else if (byId("compare-result").dataset.state === "empty") {
    clear();
  }
}

function clear() {
  say("empty", "");
  byId("compare-differences").replaceChildren();
}

async function compare() {
  const names = [byId("compare-first").value, byId("compare-second").value];
  if (names[0] === names[1]) return say("empty", "Choose two different models.");
  say("loading", "Both read the 10,000 test digits …");
  byId("compare-differences").replaceChildren();
  try {
    const answer = await get(`/v1/compare?models=${names.map(encodeURIComponent).join(",")}`);
    show(answer, names);
  } catch (error) {
    say("failed", error.message);
  }
}

function say(state, sentence) {
  byId("compare-result").dataset.state = state;
  byId("compare-result").replaceChildren(element("p", { class: "words" }, sentence));
}

function show(answer, [first, second]) {
  const rows = [
    ["Both right", answer.both_right],
    [`Only ${first} right`, answer.only_first],
    [`Only ${second} right`, answer.only_second],
    ["Both wrong", answer.both_wrong],
  ];
  byId("compare-result").dataset.state = "shown";
  byId("compare-result").replaceChildren(
    element("p", { class: "words" }, `${first} reads ${percent(answer.accuracies[0], 2)} right, ${
      second} ${percent(answer.accuracies[1], 2)}.`),
    element("dl", { class: "readouts" }, rows.map(([term, amount]) => element("div", {},
      element("dt", {}, term), element("dd", {}, count(amount))))),
    element("p", { class: "fine" }, answer.differences.length
      ? `Where they differ: the digit, then what ${first} and ${second} take it for.`
      : "They agree on every digit."));
  byId("compare-differences").replaceChildren(...answer.differences.map((difference) => galleryItem(
    difference.picture,
    `Test digit ${difference.index}, a ${difference.label}: ${difference.guesses[0]} for ${
      first}, ${difference.guesses[1]} for ${second}`,
    `${difference.label} → ${difference.guesses.join(" | ")}`,
    { "data-index": difference.index })));
}
