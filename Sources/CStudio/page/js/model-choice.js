// The models that the server has, and the one that all views use.
import { get, onMissing } from "./api.js";
import { byId, element } from "./element.js";
import { onReconnect } from "./connection.js";
import { recall, store } from "./storage.js";
import { toast } from "./toast.js";

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

/** The chosen model and its version, which changes with its file. */
export function chosenVersion() {
  return `${chosen}@${models.find((model) => model.name === chosen)?.version}`;
}

/** Asks the server what it has; a chosen model that is gone gives way to the default. */
export async function loadModels() {
  take((await get("/v1/models")).models);
}

function take(there) {
  const hadModels = models.length > 0;
  models = there;
  if (!hasModel(chosen)) {
    const gone = chosen;
    chosen = (models.find((model) => model.is_default) ?? models[0])?.name ?? "digits";
    if (hadModels) toast(`The server no longer has ${gone}: ${chosen} reads now.`);
  }
  show();
}

/** Whether there is a model of this name, among those that the server was last known to have. */
export function hasModel(name, there = models) {
  return there.some((model) => model.name === name);
}

/** The server was started again perhaps, or let go of a model for a newer one. */
async function missed(path) {
  const { pathname, searchParams } = new URL(path, location);
  const isChosen = pathname.startsWith(`${modelPath()}/`) || searchParams.get("model") === chosen;
  if (!isChosen) return;
  const there = await get("/v1/models").then((answer) => answer.models, () => []);
  if (there.length && !hasModel(chosen, there)) take(there);
}

export async function startModelChoice() {
  byId("model-select").addEventListener("change", (event) => chooseModel(event.target.value));
  onReconnect(() => loadModels().catch(() => {}));
  onMissing(missed);
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
