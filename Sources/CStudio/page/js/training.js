// The training that the server runs, as this page knows it.
import { get, post } from "./api.js";
import { onReconnect } from "./connection.js";
import { Events } from "./events.js";

const listeners = new Set();
const longestCurve = 2000;
let isWatched = false;
let state = {
  state: "idle", run: null, settings: null, epoch: 0, epochs: 0, step: 0, steps: 0, loss: null,
  accuracy: null, history: [], curve: [], guesses: null, guesses_correct: null,
  test_accuracy: null, model: null, error: null, resumable: [], own: null,
};

const events = new Events("/v1/events", {
  state: (whole) => update({ ...whole, samples_per_second: state.samples_per_second }, "state"),
  batch: (batch) => update({
    ...batch, curve: extended(state.curve ?? [], batch),
  }, "batch"),
  epoch: (row) => update({
    history: [...(state.history ?? []).filter(({ epoch }) => epoch !== row.epoch), row],
  }, "epoch"),
  guesses: ({ guesses, guesses_correct }) => update({ guesses, guesses_correct }, "guesses"),
}, () => get("/healthz").catch(() => {}));

/** Calls `listener(state, change)` at every change: state, batch, epoch or guesses. */
export function onTrainingChange(listener) {
  listeners.add(listener);
}

export function trainingState() {
  return state;
}

export function isTraining() {
  return ["running", "paused", "stopping"].includes(state.state);
}

/** Whether the view of the training is shown; a training that runs is watched from any view. */
export function watchTraining(isShown) {
  isWatched = isShown;
  connect();
}

export function startTraining() {
  document.addEventListener("visibilitychange", connect);
  onReconnect(refresh);
  refresh();
}

export async function trainWith(settings) {
  answered(await post("/v1/training", settings));
}

/** `action`: pause, resume or stop. */
export async function controlTraining(action) {
  answered(await post(`/v1/training/${action}`));
}

/** Who is connected has heard it already, and perhaps what came of it since. */
function answered(whole) {
  if (!events.isConnected) update(whole, "state");
}

async function refresh() {
  try {
    update(await get("/v1/training"), "state");
  } catch {
    // The banner says so, and the state comes with the next connection.
  }
}

function connect() {
  if (!document.hidden && (isWatched || isTraining())) events.connect();
  else events.disconnect();
}

function update(changes, change) {
  state = { ...state, ...changes };
  connect();
  listeners.forEach((listener) => listener(state, change));
}

/** A curve that grows too long loses every second point. */
function extended(curve, { epoch_fraction, loss, accuracy }) {
  const longer = [...curve, { epoch_fraction, loss, accuracy }];
  return longer.length > longestCurve ? longer.filter((_, index) => index % 2 === 0) : longer;
}
