// The list of layers that a person builds a network from.
import { byId, element } from "./element.js";
import { layerName } from "./layer-name.js";

const parameterNames = {
  filters: "filters", kernel_size: "size", units: "units", rate: "rate", pool_size: "size",
};

let kinds = [];
let most = 12;
let layers = [
  { kind: "conv2d", filters: 16, kernel_size: 3 },
  { kind: "max_pooling2d" },
  { kind: "flatten" },
  { kind: "dense", units: 64 },
  { kind: "dense", units: 10 },
];

/** `known`: the kinds of layers that the server offers, with their parameters. */
export function startLayerRows(known, limit) {
  kinds = known;
  most = limit ?? most;
  layers = layers.filter(({ kind }) => kinds.some((each) => each.kind === kind)).map(complete);
  byId("train-layer-kind").replaceChildren(...kinds.map(({ kind }) =>
    element("option", { value: kind }, layerName(kind))));
  byId("train-layer-add").onclick = add;
  show();
}

/** The layers as the server wants them. */
export function builtLayers() {
  return layers.map((layer) => ({ ...layer }));
}

function parametersOf(kind) {
  return kinds.find((each) => each.kind === kind)?.parameters ?? [];
}

function complete(layer) {
  const made = { kind: layer.kind };
  for (const { name, default: standard } of parametersOf(layer.kind)) {
    made[name] = layer[name] ?? standard;
  }
  return made;
}

/** A new layer comes before the last, which gives the ten answers. */
function add() {
  if (layers.length >= most) return;
  const index = Math.max(layers.length - 1, 0);
  layers.splice(index, 0, complete({ kind: byId("train-layer-kind").value }));
  show(index, "select");
}

function move(index, by) {
  const [layer] = layers.splice(index, 1);
  layers.splice(index + by, 0, layer);
  show(index + by, by < 0 ? "[data-up]" : "[data-down]");
}

function show(focusIndex, focusTarget) {
  byId("train-layers").replaceChildren(...layers.map(row));
  byId("train-layer-add").disabled = layers.length >= most;
  if (focusIndex === undefined) return;
  const shown = byId("train-layers").children[Math.min(focusIndex, layers.length - 1)];
  const target = shown?.querySelector(focusTarget);
  (target?.disabled ? shown.querySelector("select") : target ?? byId("train-layer-add")).focus();
}

function row(layer, index) {
  const position = `layer ${index + 1}`;
  return element("li", { class: "layer-row", "data-layer-index": index },
    element("select", {
      "data-kind": true,
      "aria-label": `Kind of ${position}`,
      change: (event) => {
        layers[index] = complete({ kind: event.target.value });
        show(index, "select");
      },
    }, kinds.map(({ kind }) => element("option", {
      value: kind, selected: kind === layer.kind,
    }, layerName(kind)))),
    element("span", { class: "layer-parameters" },
      parametersOf(layer.kind).map((parameter) => field(layer, parameter, position))),
    element("span", { class: "layer-buttons" },
      button("↑", `Move ${position} up`, "data-up", index === 0, () => move(index, -1)),
      button("↓", `Move ${position} down`, "data-down", index === layers.length - 1,
        () => move(index, 1)),
      button("×", `Remove ${position}`, "data-remove", layers.length === 1, () => {
        layers.splice(index, 1);
        show(index, "[data-remove]");
      })));
}

function field(layer, { name, minimum, maximum, default: standard }, position) {
  const isWhole = Number.isInteger(standard) && !String(name).includes("rate");
  const label = parameterNames[name] ?? name.replaceAll("_", " ");
  return element("label", { class: "layer-field" }, element("input", {
    type: "number",
    inputmode: isWhole ? "numeric" : "decimal",
    "data-parameter": name,
    "aria-label": `${label} of ${position}`,
    value: layer[name],
    min: minimum,
    max: maximum,
    step: isWhole ? 1 : "any",
    required: true,
    input: (event) => {
      if (event.target.validity.valid) layer[name] = event.target.valueAsNumber;
    },
  }), label);
}

function button(sign, label, attribute, isDisabled, click) {
  return element("button", {
    type: "button", class: "small-button", [attribute]: true, "aria-label": label, title: label,
    disabled: isDisabled, click,
  }, sign);
}
