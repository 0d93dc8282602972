// The view of the models: the card of each, and which one is used.
import { startCompare, showCompareChoices } from "./compare.js";
import { byId, element, showSentence } from "./element.js";
import { count, number, percent } from "./format.js";
import { layerName } from "./layer-name.js";
import { allModels, chooseModel, chosenModel, loadModels, onModelChange } from "./model-choice.js";
import { showPrograms, startPrograms } from "./programs.js";
import { registerView } from "./router.js";

export function startModels() {
  startCompare();
  startPrograms();
  onModelChange(showModels);
  registerView("models", { show });
  showModels();
}

async function show() {
  try {
    await loadModels();
    showSentence(byId("models-error"), null);
    byId("view-models").dataset.state = "shown";
  } catch (error) {
    byId("view-models").dataset.state = "failed";
    if (!error.isUnreachable) showSentence(byId("models-error"), error.message);
  }
}

function showModels() {
  const open = new Set([...document.querySelectorAll("#models-list details[open]")]
    .map((details) => details.closest("[data-model]").dataset.model));
  const focused = document.activeElement?.closest?.("[data-model]")?.dataset.model;
  byId("models-list").replaceChildren(...allModels().map((model) => card(model, open)));
  if (focused) {
    byId("models-list").querySelector(`[data-model="${CSS.escape(focused)}"] button`)?.focus();
  }
  showCompareChoices();
  showPrograms();
}

function card(model, open) {
  const isUsed = model.name === chosenModel();
  return element("article", {
    class: "card", "data-model": model.name, "data-used": isUsed, "aria-label": model.name,
  },
  element("header", { class: "card-head" },
    element("h2", {}, model.name),
    element("button", {
      type: "button", class: isUsed ? "button" : "button primary", "data-use": true,
      "aria-pressed": String(isUsed), click: () => chooseModel(model.name),
    }, isUsed ? "In use" : "Use it")),
  element("p", { class: "card-number" }, 
    ...(Number.isFinite(model.test_accuracy)
      ? [percent(model.test_accuracy, 2), element("span", { class: "fine" }, " of the test digits")]
      : [element("span", { class: "fine" }, "Not tested yet")])),
  element("dl", { class: "facts" }, facts(model).map(([term, value]) => element("div", {},
    element("dt", {}, term), element("dd", {}, value)))),
  layersDetails(model, open.has(model.name)));
}

function facts(model) {
  const known = [
    ["Recipe", model.recipe],
    ["Learned from", model.dataset],
    ["Parameters", count(model.parameters ?? NaN)],
    ["Layers", count(model.layers?.length ?? NaN)],
    ["Temperature", numberOrNothing(model.temperature)],
    ["Least familiarity", numberOrNothing(model.least_familiarity)],
    ["Version", model.version],
    ["Loaded", loadedWords(model.loaded_at)],
    ["From", model.source],
  ];
  return known.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([term, value]) => [term, String(value)]);
}

function numberOrNothing(value) {
  return Number.isFinite(value) ? number(value) : null;
}

function loadedWords(time) {
  const date = new Date(time ?? NaN);
  return Number.isNaN(date.getTime()) ? null
    : date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** A note may be a number, or a whole object as JSON. */
function noteWords(value) {
  if (typeof value === "string") {
    try {
      return noteWords(JSON.parse(value));
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(noteWords).join(", ");
  if (typeof value === "number") return number(value);
  if (value === null || typeof value !== "object") return String(value);
  const parts = Object.entries(value).map(([name, part]) => `${inWords(name)} ${noteWords(part)}`);
  return parts.join(", ");
}

/** "batchSize" and "batch_size" as "batch size". */
function inWords(name) {
  return name.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function layersDetails({ layers, notes }, isOpen) {
  const rows = (layers ?? []).map((layer) => element("tr", {},
    element("th", { scope: "row" }, layerName(layer.kind)),
    element("td", {}, (layer.output_shape ?? []).join(" × ")),
    element("td", {}, count(layer.parameters))));
  const noteRows = Object.entries(notes ?? {}).map(([name, value]) => element("div", {},
    element("dt", {}, inWords(name)), element("dd", {}, noteWords(value))));
  return element("details", { open: isOpen },
    element("summary", {}, "Layers"),
    element("table", {}, element("caption", { class: "unseen" }, "Layers"),
      element("thead", {}, element("tr", {}, ["Layer", "Output", "Parameters"].map((title) =>
        element("th", { scope: "col" }, title)))),
      element("tbody", {}, rows)),
    noteRows.length ? element("dl", { class: "facts" }, noteRows) : null);
}
