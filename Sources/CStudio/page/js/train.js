// The view of a training: start one, watch it, use what it gives.
import { quantile } from "./chart-axes.js";
import { Chart } from "./chart.js";
import { onReconnect } from "./connection.js";
import { showDrawings } from "./drawings.js";
import { byId, element, showSentence } from "./element.js";
import { count, number, percent } from "./format.js";
import { prepareGuesses, showGuesses } from "./guesses.js";
import { hasModel, loadModels } from "./model-choice.js";
import { currentView, registerView } from "./router.js";
import { toast } from "./toast.js";
import { loadTrainForm, startTrainForm, trainObstacle, trainSettings } from "./train-form.js";
import { showResult, startResult } from "./train-result.js";
import {
  controlTraining, isTraining, onTrainingChange, startTraining, trainingState, trainWith,
  watchTraining,
} from "./training.js";

let lossChart;
let accuracyChart;
let isPaintDue = false;
let isStarting = false;
let lastState = null;

export function startTrain() {
  lossChart = new Chart(byId("train-chart-loss-box"), byId("train-chart-loss-readout"), {
    id: "train-chart-loss",
    title: "Loss",
    describe: (value, isTick) => (isTick ? String(value) : number(value)),
    domain: (values) => [0, lossCeiling(values)],
  });
  const [box, readout] = [byId("train-chart-accuracy-box"), byId("train-chart-accuracy-readout")];
  accuracyChart = new Chart(box, readout, {
    id: "train-chart-accuracy",
    title: "Accuracy",
    describe: (value, isTick) =>
      (isTick ? `${Number((value * 100).toFixed(1))} %` : percent(value)),
    domain: (values) => [accuracyFloor(values), 1],
  });
  byId("train-form").addEventListener("submit", (event) => {
    event.preventDefault();
    start();
  });
  for (const action of ["pause", "resume", "stop"]) {
    byId(`train-${action}`).addEventListener("click", () => attempt(() => controlTraining(action)));
  }
  startTrainForm();
  startResult();
  onTrainingChange(changed);
  onReconnect(prepare);
  registerView("train", {
    show: () => {
      watchTraining(true);
      showDrawings();
      prepare();
      paint();
    },
    leave: () => watchTraining(false),
  });
  startTraining();
}

async function prepare() {
  if (currentView() !== "train") return;
  await attempt(loadTrainForm);
  await prepareGuesses().catch(() => {});
  schedulePaint();
}

async function start(settings) {
  // A second click of a double one.
  if (isStarting) return;
  const obstacle = settings ? null : trainObstacle();
  if (obstacle) return showSentence(byId("train-error"), obstacle);
  isStarting = true;
  await attempt(() => trainWith(settings ?? trainSettings()));
  isStarting = false;
}

async function attempt(action) {
  showSentence(byId("train-error"), null);
  try {
    await action();
  } catch (error) {
    if (!error.isUnreachable) showSentence(byId("train-error"), error.message);
  }
}

function changed(state) {
  byId("train-dot").hidden = !isTraining();
  if (state.state !== lastState) {
    const wasTraining = ["running", "paused", "stopping"].includes(lastState);
    const hasEnded = ["finished", "stopped"].includes(state.state);
    if (wasTraining && hasEnded) ended(state);
    // It may have ended while nobody watched.
    if (hasEnded && state.model && !hasModel(state.model)) {
      loadModels().catch(() => {});
    }
    lastState = state.state;
    // At once: a page in the background has no next frame.
    showState(state);
    showResult(state);
  }
  schedulePaint();
}

function ended({ state, test_accuracy: accuracy }) {
  if (state === "finished" && currentView() !== "train") {
    const words = accuracy === null ? "" : `: ${percent(accuracy)} of the test digits`;
    toast(`The training is done${words}.`);
  }
}

/** Batches come up to 25 a second; they are painted together with the screen. */
function schedulePaint() {
  if (isPaintDue || currentView() !== "train") return;
  isPaintDue = true;
  requestAnimationFrame(() => {
    isPaintDue = false;
    paint();
  });
}

function showState({ state }) {
  byId("view-train").dataset.state = state;
  byId("train-start").hidden = isTraining();
  byId("train-pause").hidden = state !== "running";
  byId("train-resume").hidden = state !== "paused";
  byId("train-stop").hidden = !["running", "paused"].includes(state);
  // What is trained cannot be changed while it is.
  byId("train-choices").inert = isTraining();
}

function paint() {
  const state = trainingState();
  showState(state);
  showNumbers(state);
  showCharts(state);
  showTable(state.history ?? []);
  showGuesses(state.guesses, state.guesses_correct);
  showResumable(state.resumable ?? []);
  showResult(state);
}

function showNumbers(state) {
  byId("train-progress").value = state.state === "finished" ? 1 : partDone(state);
  const sentence = statusWords(state);
  if (byId("train-status").textContent !== sentence) byId("train-status").textContent = sentence;
  const last = state.history?.at(-1);
  const texts = {
    "train-epoch": state.epochs ? count(state.epoch) : "–",
    "train-epochs-all": state.epochs ? ` / ${count(state.epochs)}` : "",
    "train-step": state.steps ? count(state.step) : "–",
    "train-steps": state.steps ? ` / ${count(state.steps)}` : "",
    "train-loss": number(state.loss ?? NaN),
    "train-accuracy": percent(state.accuracy ?? NaN),
    "train-seconds": number(last?.seconds ?? NaN),
    "train-speed": count(state.samples_per_second ?? NaN),
  };
  for (const [id, text] of Object.entries(texts)) byId(id).textContent = text;
}

function partDone({ epoch, epochs, step, steps }) {
  if (!epochs) return 0;
  const within = steps ? step / steps : 0;
  return Math.min(1, (Math.max(epoch - 1, 0) + within) / epochs);
}

function statusWords({ state, run, epoch, epochs, error }) {
  switch (state) {
    case "running": return `${run} learns: epoch ${epoch} of ${epochs}.`;
    case "paused": return `${run} rests in epoch ${epoch} of ${epochs}.`;
    case "stopping": return `${run} stops after this step.`;
    case "finished": return `${run} has learned.`;
    case "stopped": return `${run} was stopped in epoch ${epoch}.`;
    case "failed": return error ?? "The training failed.";
    default: return "No training is running.";
  }
}

function showCharts({ curve, history, epochs }) {
  const series = (key) =>
    (curve ?? []).map((point) => ({ at: point.epoch_fraction, value: point[key] }));
  const validation = (key) =>
    (history ?? []).map((row) => ({ at: row.epoch, value: row[key] ?? NaN }));
  lossChart.show(series("loss"), validation("val_loss"), epochs);
  accuracyChart.show(series("accuracy"), validation("val_accuracy"), epochs);
}

// The first steps improve so much that the rest would look flat: with enough values to tell, they
// may lie outside the axis.

function accuracyFloor(values) {
  const low = quantile(values, values.length > 40 ? 0.1 : 0);
  return [0.95, 0.9, 0.8, 0.5].find((floor) => low >= floor) ?? 0;
}

function lossCeiling(values) {
  if (!values.length) return 2.5;
  return Math.max(0.05, quantile(values, values.length > 40 ? 0.96 : 1) * 1.08);
}

function showTable(history) {
  const body = byId("train-table").tBodies[0];
  // A new run of as many epochs differs in its losses.
  const shown = history.map(({ epoch, loss }) => `${epoch}:${loss}`).join();
  if (body.dataset.shown === shown) return;
  body.dataset.shown = shown;
  body.replaceChildren(...history.map((row) => element("tr", {},
    element("th", { scope: "row" }, String(row.epoch)),
    ...[number(row.loss), percent(row.accuracy, 2), number(row.val_loss ?? NaN),
      percent(row.val_accuracy ?? NaN, 2), number(row.seconds), number(row.learning_rate ?? NaN)]
      .map((text) => element("td", {}, text)))));
}

function showResumable(runs) {
  const box = byId("train-resumable");
  const isOffered = runs.length > 0 && !isTraining();
  box.hidden = !isOffered;
  const names = runs.map(({ run, epoch }) => `${run}@${epoch}`).join();
  if (!isOffered || box.dataset.names === names) return;
  box.dataset.names = names;
  box.replaceChildren(...runs.map(({ run, recipe, epoch, epochs }) => element("p", {},
    element("span", {}, `${run}${recipe ? ` (${recipe})` : ""} was interrupted after epoch ${
      epoch} of ${epochs}.`),
    element("button", {
      type: "button", class: "button", "data-run": run, click: () => start({ resume: run }),
    }, "Go on with it"))));
}
