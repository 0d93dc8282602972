// The view into the network: one digit from the picture to the answer, filters, mistakes.
import { get, postBytes } from "./api.js";
import { makeBars } from "./bars.js";
import { decodeBytes } from "./bytes.js";
import { divergingScale } from "./colours.js";
import { showConfusion } from "./confusion.js";
import { onReconnect } from "./connection.js";
import { byId, element, showSentence } from "./element.js";
import { filterFigure, layerFigure, narrow } from "./feature-maps.js";
import { aDigit, percent, sureness } from "./format.js";
import { loadSamples } from "./guesses.js";
import { lastDigit } from "./last-digit.js";
import { startMistakes, showMistakes } from "./mistakes.js";
import {
  chosenModel, chosenVersion, loadModels, modelPath, onModelChange,
} from "./model-choice.js";
import { Newest } from "./newest.js";
import { digitPicture, galleryItem, paintBytes, paintDigit } from "./picture.js";
import { currentView, registerView } from "./router.js";
import { onThemeChange } from "./theme-switch.js";

const inspections = new Newest(inspect);
let showBars;
let samples = [];
let source = null;
let knownDigit = null;
let answer = null;
let filters = null;
let shownModel = null;

export function startLook() {
  showBars = makeBars(byId("look-bars"));
  startMistakes();
  onThemeChange(paint);
  narrow.addEventListener("change", paint);
  onModelChange(() => currentView() === "look" && show());
  onReconnect(() => {
    shownModel = null;
    if (currentView() === "look") show();
  });
  // Its file may have been replaced meanwhile; who hears of the list shows all.
  registerView("look", { show: () => loadModels().catch(show) });
}

async function show() {
  // A new drawing comes first; a sample that was chosen since stays.
  if (lastDigit() !== knownDigit) source = "drawn";
  knownDigit = lastDigit();
  samples = await loadSamples().catch(() => []);
  source ??= samples.length ? "0" : null;
  showSources();
  if (source !== null) inspections.ask(source);
  if (shownModel === chosenVersion()) return;
  shownModel = chosenVersion();
  showFilters();
  showConfusion();
  showMistakes();
}

function showSources() {
  const drawn = lastDigit();
  const choices = samples.map(({ label, picture }, index) =>
    sourceButton(String(index), picture, `Sample ${index + 1}, a ${label}`));
  if (drawn) {
    const mine = sourceButton("drawn", drawn.picture, "Your drawing");
    mine.append(element("span", { class: "source-name", "aria-hidden": "true" }, "yours"));
    choices.unshift(mine);
  }
  byId("look-sources").replaceChildren(...(choices.length ? choices
    : [element("p", { class: "fine" }, "Draw a digit first; it can then be followed here.")]));
  markSource();
}

function sourceButton(name, picture, description) {
  return element("button", {
    type: "button", class: "source", "data-source": name, "aria-label": description,
    click: () => {
      source = name;
      markSource();
      inspections.ask(source);
    },
  }, digitPicture(picture, ""));
}

function markSource() {
  for (const button of byId("look-sources").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.source === source));
  }
}

function sourcePicture(name) {
  if (name === "drawn") return lastDigit()?.picture ?? null;
  const sample = samples[Number(name)];
  return sample ? decodeBytes(sample.picture) : null;
}

async function inspect(name) {
  const picture = sourcePicture(name);
  if (!picture) return;
  const view = byId("view-look");
  view.dataset.state = "loading";
  try {
    answer = { ...await postBytes(`${modelPath()}/inspect`, picture), picture };
    showSentence(byId("look-error"), null);
    view.dataset.state = "shown";
    byId("look-body").hidden = false;
    paint();
  } catch (error) {
    view.dataset.state = "failed";
    if (!error.isUnreachable) showSentence(byId("look-error"), error.message);
  }
}

/** Colours are the theme's, so that another theme paints all anew. */
function paint() {
  if (filters) paintFilters();
  if (!answer) return;
  const { picture, label, confidence, probabilities, layers, saliency, nearest } = answer;
  paintDigit(byId("look-digit"), picture);
  byId("look-digit").setAttribute("aria-label", `The picture, read as ${label}`);
  paintBytes(byId("look-saliency"), decodeBytes(saliency.values), 28, 28, divergingScale());
  byId("look-saliency").setAttribute("aria-label",
    `Saliency: which points of the picture speak for a ${label}, and which against it`);
  byId("look-answer").textContent = answerWords(label, confidence);
  showBars(probabilities);
  byId("look-layers").replaceChildren(...layers.filter(changesSomething).map(layerFigure));
  byId("look-nearest").replaceChildren(...nearest.map((near) => galleryItem(near.picture,
    `Training digit ${near.index}, a ${near.label}`, String(near.label),
    { "data-training-index": near.index, "data-other": near.label !== label })));
}

/** Flatten only lays the numbers in a row, and dropout rests once a network has learned. */
function changesSomething({ kind }) {
  return !["flatten", "dropout"].includes(kind.toLowerCase());
}

/** The filters that look at the picture itself can be understood; deeper ones are folded away. */
function paintFilters() {
  const isOpen = byId("look-filters").querySelector("details")?.open ?? false;
  const [first, ...deeper] = filters.map(filterFigure);
  byId("look-filters").replaceChildren(...(first ? [first] : [element("p", { class: "fine" },
    "This network has no filters that can be shown as pictures.")]));
  if (!deeper.length) return;
  byId("look-filters").append(element("details", { class: "numbers", open: isOpen },
    element("summary", {}, "Deeper filters"), element("div", { class: "layers" }, deeper)));
}

function answerWords(label, confidence) {
  const doubt = confidence >= 0.5 ? sureness(confidence) : "with little certainty";
  return `Read as ${aDigit(label)}, ${doubt} (${percent(confidence)}).`;
}

async function showFilters() {
  const model = chosenModel();
  try {
    const { layers } = await get(`${modelPath(model)}/filters`);
    if (model !== chosenModel()) return;
    filters = layers;
    paint();
  } catch (error) {
    if (model !== chosenModel()) return;
    shownModel = null;
    if (!error.isUnreachable) {
      byId("look-filters").replaceChildren(element("p", { class: "problem" }, error.message));
    }
  }
}
