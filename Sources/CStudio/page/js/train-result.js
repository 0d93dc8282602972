// The card of a training that is done: how good it is, and a button to use it everywhere.
import { byId } from "./element.js";
import { percent, plural } from "./format.js";
import { chooseModel, chosenModel, loadModels, onModelChange } from "./model-choice.js";
import { toast } from "./toast.js";
import { trainingState } from "./training.js";

export function startResult() {
  byId("train-use").addEventListener("click", async () => {
    const { model } = trainingState();
    await loadModels().catch(() => {});
    chooseModel(model);
    toast(`${model} is now used in all views.`);
  });
  onModelChange(() => showResult(trainingState()));
}

export function showResult({ state, model, test_accuracy: accuracy, own }) {
  const isShown = Boolean(model) && ["finished", "stopped"].includes(state);
  byId("train-result").hidden = !isShown;
  if (!isShown) return;
  byId("train-result-name").textContent = model;
  byId("train-result-accuracy").dataset.value = accuracy ?? "";
  byId("train-result-accuracy").textContent = percent(accuracy ?? NaN, 2);
  byId("train-result-text").textContent = accuracy === null || accuracy === undefined
    ? "Not tested yet." : "of the 10,000 test digits read right";
  byId("train-own").hidden = !own;
  if (own) {
    byId("train-own").textContent = `On ${plural(own.count, "drawing")} of yours: ${
      percent(own.before, 0)} before, ${percent(own.after, 0)} now.`;
  }
  const isUsed = chosenModel() === model;
  byId("train-use").disabled = isUsed;
  byId("train-use").textContent = isUsed ? "In use" : "Use it";
}
