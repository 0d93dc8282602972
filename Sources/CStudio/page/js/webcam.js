// The view that reads numbers in the live picture of a camera.
import { postBytes } from "./api.js";
import { listCameras, openCamera } from "./camera.js";
import { byId, element } from "./element.js";
import { digitsInWords, percent } from "./format.js";
import { grabFrame } from "./frame.js";
import { chosenModel } from "./model-choice.js";
import { clearOverlay, paintOverlay } from "./overlay.js";
import { Rate } from "./rate.js";
import { registerView } from "./router.js";

const rate = new Rate();
let stream = null;
let streamName = "";
let isInFlight = false;
let hasNewFrame = false;
let liveTimer = 0;
let announced = "";
// Counts starts and stops, so that an answer for a camera that was left is not shown.
let session = 0;
// Counts askings for frames: only the latest goes on, or each frame would be sent as often as the page
// came back.
let watch = 0;

export function startWebcam() {
  byId("webcam-start").addEventListener("click", async () => {
    await start();
    // The button that was chosen is gone.
    if (stream) byId("webcam-stop").focus();
  });
  byId("webcam-stop").addEventListener("click", () => {
    stop();
    byId("webcam-start").focus();
  });
  byId("webcam-camera").addEventListener("change", (event) => start(event.target.value));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && stream) watchFrames(session);
  });
  // A phone that is held upright gives pictures that are higher than wide.
  const video = byId("webcam-video");
  video.addEventListener("resize", () => {
    if (!video.videoWidth) return;
    byId("webcam-stage").style.aspectRatio = `${video.videoWidth} / ${video.videoHeight}`;
  });
  registerView("webcam", { leave: stop });
}

async function start(device) {
  stop();
  const mine = session;
  setState("starting");
  try {
    const opened = await openCamera(device);
    if (mine !== session) return opened.getTracks().forEach((track) => track.stop());
    stream = opened;
    streamName = newName();
    stream.getVideoTracks()[0].addEventListener("ended", () => {
      if (mine !== session) return;
      stop();
      showProblem("busy", ["The camera was taken away.", "Plug it in again, then start again."]);
    });
    const video = byId("webcam-video");
    video.srcObject = stream;
    await video.play();
    if (mine !== session) return;
    setState("running");
    showCameras();
    watchFrames(mine);
  } catch (error) {
    if (mine !== session) return;
    stop();
    const sentences = error.sentences ?? ["The camera does not start.", error.message];
    showProblem(error.kind ?? "other", sentences);
  }
}

function stop() {
  session += 1;
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  byId("webcam-video").srcObject = null;
  isInFlight = false;
  rate.clear();
  clearOverlay();
  showNumber("", []);
  showReadouts(null);
  setState("off");
}

function setState(state) {
  byId("view-webcam").dataset.state = state;
  const isRunning = state === "running";
  byId("webcam-off").hidden = isRunning;
  byId("webcam-stop").hidden = !isRunning;
  byId("webcam-start").disabled = state === "starting";
  byId("webcam-off-text").textContent = state === "starting"
    ? "Waiting for the camera: the browser may ask whether it may be used."
    : "The camera is off.";
  if (state !== "failed") byId("webcam-problem").hidden = true;
}

function showProblem(kind, sentences) {
  setState("failed");
  const box = byId("webcam-problem");
  box.dataset.kind = kind;
  box.replaceChildren(...sentences.map((sentence, index) =>
    element(sentence.startsWith("digits ") ? "code" : index === 0 ? "strong" : "p", {}, sentence)));
  box.hidden = false;
}

function watchFrames(mine) {
  const video = byId("webcam-video");
  watch += 1;
  const own = watch;
  const next = () => {
    if (mine !== session || own !== watch) return;
    hasNewFrame = true;
    send(mine);
    wait();
  };
  const wait = () => {
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(next);
    else requestAnimationFrame(next);
  };
  wait();
}

async function send(mine) {
  if (isInFlight || !hasNewFrame || mine !== session) return;
  hasNewFrame = false;
  isInFlight = true;
  let pause = 0;
  try {
    const frame = await grabFrame(byId("webcam-video"));
    if (mine !== session) return;
    if (frame) await read(frame, mine);
  } catch (error) {
    if (mine !== session) return;
    pause = 700;
    if (!error.isUnreachable && !error.isBusy) byId("webcam-words").textContent = error.message;
  }
  if (pause) await new Promise((resume) => setTimeout(resume, pause));
  if (mine !== session) return;
  isInFlight = false;
  // A frame that came while this one was read need not wait for the next.
  send(mine);
}

async function read({ width, height, bytes }, mine) {
  const query = new URLSearchParams({ stream: streamName, width, height, model: chosenModel() });
  const begin = performance.now();
  const answer = await postBytes(`/v1/frames?${query}`, bytes);
  if (mine === session) showAnswer(answer, performance.now() - begin);
}

function showAnswer(answer, milliseconds) {
  const view = byId("view-webcam");
  view.dataset.frames = Number(view.dataset.frames) + 1;
  rate.count();
  paintOverlay(answer);
  showNumber(answer.text, answer.digits);
  showReadouts({ milliseconds, server: answer.milliseconds });
}

function showNumber(text, digits) {
  const output = byId("webcam-text");
  output.value = text;
  output.dataset.size = text.length > 8 ? "small" : text.length > 4 ? "middle" : "large";
  announce(text);
  if (!digits.length) {
    byId("webcam-words").textContent = stream
      ? "No number in sight. Hold one closer, and keep it still."
      : "What the camera shows is read here.";
    return;
  }
  const least = Math.min(...digits.map((digit) => digit.confidence));
  if (text.includes("?")) {
    byId("webcam-words").textContent = "Not sure yet. Hold it still, or closer.";
    return;
  }
  byId("webcam-words").textContent = digits.length === 1
    ? `One digit, sure to ${percent(least)}.`
    : `A number of ${digitsInWords(digits.length)}, the least sure to ${percent(least)}.`;
}

/** Says a number that stays for a moment to who hears the page. */
function announce(text) {
  if (text === announced) return;
  announced = text;
  clearTimeout(liveTimer);
  if (text === "") byId("webcam-live").textContent = "";
  if (text === "" || text.includes("?")) return;
  liveTimer = setTimeout(() => { byId("webcam-live").textContent = `Read: ${text}`; }, 600);
}

function showReadouts(measured) {
  const values = {
    "webcam-fps": measured && rate.perSecond,
    "webcam-round-trip": measured?.milliseconds,
    "webcam-server": measured?.server,
  };
  for (const [id, value] of Object.entries(values)) {
    const isKnown = Number.isFinite(value);
    byId(id).dataset.value = isKnown ? value.toFixed(2) : "";
    byId(id).textContent = isKnown ? value.toFixed(value < 10 ? 1 : 0) : "–";
  }
}

async function showCameras() {
  const cameras = await listCameras().catch(() => []);
  const current = stream?.getVideoTracks()[0]?.getSettings().deviceId;
  byId("webcam-camera-field").hidden = cameras.length < 2;
  byId("webcam-camera").replaceChildren(...cameras.map((camera, index) => element("option", {
    value: camera.deviceId, selected: camera.deviceId === current,
  }, camera.label || `Camera ${index + 1}`)));
}

/** randomUUID needs a secure context, which a camera needs too; random values do for any page. */
function newName() {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
