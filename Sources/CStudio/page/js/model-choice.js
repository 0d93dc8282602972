// The models that the server has, and the one that all views use.
import { get } from "./api.js";
import { byId, element } from "./element.js";
import { onReconnect } from "./connection.js";
import { recall, store } from "./storage.js";

const listeners = new Set();
let models = [];
let chosen = recall("model") ?? "digits";

/** Calls `listener` when another model is chosen or the list has changed. */
export function onModelChange(listener) {
  listeners.add(listener);
}

export function allModels() {
  return models;
}

export function chosenModel() {
  return chosen;
}

/** `NAME` as a part of a path. */
export function modelPath(name = chosen) {
  return `/v1/models/${encodeURIComponent(name)}`;
}

export function chooseModel(name) {
  if (name === chosen) return;
  chosen = name;
  store("model", name);
  show();
}

/** Asks the server what it has; a chosen model that is gone gives way to the default. */
export async function loadModels() {
  const answer = await get("/v1/models");
  models = answer.models;
  if (!models.some((model) => model.name === chosen)) {
    chosen = (models.find((model) => model.is_default) ?? models[0])?.name ?? "digits";
  }
  show();
}

export async function startModelChoice() {
  byId("model-select").addEventListener("change", (event) => chooseModel(event.target.value));
  onReconnect(() => loadModels().catch(() => {}));
  await loadModels().catch(() => {});
}

/** Options for a select, one a model. */
export function modelOptions(selected) {
  const names = models.length ? models.map((model) => model.name) : [chosen];
  return names.map((name) =>
    element("option", { value: name, selected: name === selected }, name));
}

function show() {
  byId("model-select").replaceChildren(...modelOptions(chosen));
  byId("model-select").value = chosen;
  listeners.forEach((listener) => listener());
}
