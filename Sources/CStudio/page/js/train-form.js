// What to train: a recipe, own layers, or a model that learns your hand.
import { get } from "./api.js";
import { keptDrawings, onDrawingsChange } from "./drawings.js";
import { byId, element } from "./element.js";
import { count, plural } from "./format.js";
import { builtLayers, startLayerRows } from "./layer-rows.js";
import { chosenModel, hasModel, modelOptions, onModelChange } from "./model-choice.js";

const noDrawings = "There are no drawings yet. Draw a digit, choose “Was this wrong?” and give "
  + "it its label.";
let options = null;
let isLoading = false;
// Whose network is to learn one's hand, once that was chosen.
let tuned = null;

export function startTrainForm() {
  for (const input of document.querySelectorAll("input[name=kind]")) {
    input.addEventListener("change", showKind);
  }
  byId("train-recipe").addEventListener("change", showRecipe);
  byId("train-tune-model").addEventListener("change", (event) => { tuned = event.target.value; });
  onModelChange(showModels);
  onDrawingsChange(showKind);
  showModels();
  showKind();
}

/** Asks for what the server offers; once it has come it does not change. */
export async function loadTrainForm() {
  if (options || isLoading) return;
  isLoading = true;
  try {
    options = await get("/v1/training/options");
  } finally {
    isLoading = false;
  }
  byId("train-recipe").append(...options.recipes.map(recipeChoice));
  fillSelect("train-optimizer", options.optimizers);
  fillSelect("train-activation", options.activations);
  byId("train-batch-size").max = options.limits?.batch_size ?? 1024;
  byId("train-batch-size").min = options.limits?.smallest_batch_size ?? 1;
  startLayerRows(options.layers, options.limits?.layers);
  showKind();
}

/** The settings as the server wants them; what is left open is the recipe's or the server's own. */
export function trainSettings() {
  const settings = {};
  const kind = chosenKind();
  if (kind === "recipe") settings.recipe = chosenRecipe()?.name;
  if (kind === "layers") settings.layers = builtLayers();
  if (kind === "tune") settings.fine_tune = byId("train-tune-model").value;
  const epochs = byId("train-epochs").valueAsNumber;
  if (Number.isFinite(epochs)) settings.epochs = epochs;
  else if (kind === "tune") settings.epochs = 3;
  if (kind === "tune") return settings;
  for (const [key, id] of [["optimizer", "train-optimizer"], ["activation", "train-activation"]]) {
    if (byId(id).value) settings[key] = byId(id).value;
  }
  for (const [key, id] of [["learning_rate", "train-learning-rate"],
    ["batch_size", "train-batch-size"]]) {
    const value = byId(id).valueAsNumber;
    if (Number.isFinite(value)) settings[key] = value;
  }
  return settings;
}

/** Why a training cannot start yet, or null. */
export function trainObstacle() {
  if (!options) return "The server has not said yet what it can train.";
  if (chosenKind() === "tune" && keptDrawings() === 0) {
    return noDrawings;
  }
  return null;
}

function chosenKind() {
  return document.querySelector("input[name=kind]:checked").value;
}

function chosenRecipe() {
  const value = document.querySelector("input[name=recipe]:checked")?.value;
  return options?.recipes.find(({ name }) => name === value);
}

function showKind() {
  const kind = chosenKind();
  byId("train-recipe").hidden = kind !== "recipe";
  // What is hidden is not asked for: the browser could not say what is wrong with it.
  byId("train-own-layers").hidden = kind !== "layers";
  byId("train-own-layers").disabled = kind !== "layers";
  byId("train-tune").hidden = kind !== "tune";
  for (const field of document.querySelectorAll("[data-only=network]")) {
    field.hidden = kind === "tune";
    field.querySelector("input, select").disabled = kind === "tune";
  }
  const { limits } = options ?? {};
  byId("train-epochs").max = (kind === "tune" && limits?.fine_tune_epochs) || limits?.epochs || 100;
  const kept = keptDrawings();
  const drawings = kept === 1 ? "your kept drawing" : `your ${count(kept)} kept drawings`;
  byId("train-tune-text").textContent = kept
    ? `A copy of a model learns from ${drawings}, mixed with digits of MNIST so that it forgets `
      + "nothing."
    : noDrawings;
  showRecipe();
}

function showRecipe() {
  const kind = chosenKind();
  const recipe = kind === "recipe" ? chosenRecipe() : null;
  const epochs = recipe?.epochs ?? (kind === "tune" ? 3 : 5);
  byId("train-epochs").placeholder = epochs;
  byId("train-batch-size").placeholder = recipe?.batch_size ?? "as usual";
}

function showModels() {
  const selected = hasModel(tuned) ? tuned : chosenModel();
  byId("train-tune-model").replaceChildren(...modelOptions(selected));
}

function recipeChoice({ name, summary, epochs }, index) {
  return element("label", { class: "recipe" },
    element("input", { type: "radio", name: "recipe", value: name, checked: index === 0 }),
    element("span", { class: "recipe-text" },
      element("span", { class: "recipe-name" }, element("strong", {}, name),
        element("span", { class: "fine" }, plural(epochs, "epoch"))),
      element("span", { class: "recipe-summary fine" }, summary)));
}

function fillSelect(id, names) {
  byId(id).replaceChildren(element("option", { value: "" }, "as usual"),
    ...names.map((name) => element("option", { value: name }, name)));
}
