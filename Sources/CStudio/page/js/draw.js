// The view to draw in: paper, pen, and what is read while the pen moves.
import { postBytes } from "./api.js";
import { makeBars } from "./bars.js";
import { decodeBytes } from "./bytes.js";
import { colourText } from "./colours.js";
import { onReconnect } from "./connection.js";
import { closeCorrection, startCorrection } from "./correction.js";
import { showDrawings, startDrawings } from "./drawings.js";
import { byId, element, showSentence } from "./element.js";
import { rememberDigit } from "./last-digit.js";
import { chosenModel, onModelChange } from "./model-choice.js";
import { Newest } from "./newest.js";
import { Pen } from "./pen.js";
import { digitPicture, paintDigit } from "./picture.js";
import { digitMarks, readingWords } from "./reading-words.js";
import { currentView, goTo, registerView } from "./router.js";
import { sheet, Strokes } from "./strokes.js";
import { onThemeChange } from "./theme-switch.js";

const strokes = new Strokes();
const requests = new Newest(read);
let pen;
let showBars;
let reading = null;
let chosenIndex = 0;
let isPaintDue = false;
let wordsTimer = 0;
let wordsTime = 0;

export function startDraw() {
  const canvas = byId("draw-canvas");
  pen = new Pen(canvas, strokes, {
    changed,
    said: (sentence) => { byId("draw-pen-state").textContent = sentence; },
  });
  showBars = makeBars(byId("draw-bars"));
  showBars(null);
  byId("draw-undo").addEventListener("click", undo);
  byId("draw-clear").addEventListener("click", () => {
    strokes.clear();
    pen.release();
    changed();
  });
  byId("draw-pen").addEventListener("input", choosePen);
  byId("draw-look").addEventListener("click", () => goTo("look"));
  canvas.addEventListener("focus", paint);
  document.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z";
    if (!isUndo || currentView() !== "draw" || event.target.matches("select")) return;
    event.preventDefault();
    undo();
  });
  new ResizeObserver(paint).observe(canvas);
  onThemeChange(paint);
  onModelChange(askAgain);
  onReconnect(askAgain);
  startCorrection(() => reading?.digits ?? []);
  startDrawings();
  choosePen();
  registerView("draw", { show: () => { paint(); showDrawings(); } });
}

function choosePen() {
  const step = Number(byId("draw-pen").value);
  pen.setWidth(step);
  byId("draw-pen-dot").dataset.step = step;
}

function undo() {
  strokes.undo();
  pen.release();
  changed();
}

function changed() {
  const isEmpty = strokes.isEmpty;
  byId("draw-hint").hidden = !isEmpty;
  byId("draw-undo").disabled = isEmpty;
  byId("draw-clear").disabled = isEmpty;
  if (!isPaintDue) {
    isPaintDue = true;
    requestAnimationFrame(() => {
      isPaintDue = false;
      paint();
    });
  }
  askAgain();
}

function askAgain() {
  if (strokes.isEmpty) {
    requests.clear();
    show(null);
    return;
  }
  if (byId("view-draw").dataset.state === "empty") byId("view-draw").dataset.state = "reading";
  requests.ask();
}

async function read() {
  const query = new URLSearchParams({
    model: chosenModel(), details: "true", width: sheet.width, height: sheet.height,
  });
  const bytes = strokes.greyBytes();
  try {
    let answer = await postBytes(`/v1/read?${query}`, bytes);
    let isGuess = false;
    if (!answer.digits.length) {
      query.set("as", "digit");
      answer = await postBytes(`/v1/read?${query}`, bytes);
      isGuess = answer.digits.length > 0;
    }
    show(strokes.isEmpty ? null : { ...answer, isGuess });
  } catch (error) {
    if (error.isBusy) setTimeout(askAgain, 300);
    else fail(error);
  }
}

function fail(error) {
  byId("view-draw").dataset.state = "failed";
  if (error.isUnreachable) return;
  say(error.message ?? "That could not be read.");
}

function show(answer) {
  const view = byId("view-draw");
  reading = answer;
  const digits = answer?.digits ?? [];
  const text = answer?.text ?? "";
  if (!answer) view.dataset.state = "empty";
  else view.dataset.state = digits.length ? "read" : "nothing";
  if (answer) view.dataset.answers = Number(view.dataset.answers) + 1;
  byId("draw-text").value = text;
  byId("draw-text").dataset.size = text.length > 8 ? "small" : text.length > 4 ? "middle" : "large";
  byId("draw-number-empty").hidden = text !== "";
  byId("draw-wrong").disabled = !digits.length;
  byId("draw-look").disabled = !digits.length;
  showSentence(byId("draw-note"), answer?.isGuess
    ? "The reader is not sure that this is a digit; this is the best guess for all ink together."
    : null);
  say(answer ? readingWords(answer) : "The paper is still empty.");
  chosenIndex = Math.min(chosenIndex, Math.max(digits.length - 1, 0));
  if (!answer || digits.length !== byId("draw-digits").childElementCount) {
    chosenIndex = Math.max(digits.length - 1, 0);
  }
  showChips(digits);
  choose(chosenIndex);
  closeCorrection(!digits.length);
  paint();
}

/** Words change often while the pen moves; they stay for a while, so that they can be read. */
function say(sentence) {
  clearTimeout(wordsTimer);
  const wait = Math.max(0, wordsTime + 300 - performance.now());
  wordsTimer = setTimeout(() => {
    wordsTime = performance.now();
    byId("draw-words").textContent = sentence;
  }, wait);
}

function showChips(digits) {
  const chips = byId("draw-digits");
  chips.hidden = digits.length < 2;
  const focused = chips.contains(document.activeElement)
    ? document.activeElement.dataset.digitIndex : null;
  const marks = reading ? digitMarks(reading) : [];
  chips.replaceChildren(...digits.map((digit, index) => element("button", {
    type: "button",
    class: "chip",
    "data-digit-index": index,
    "aria-label": `Show digit ${index + 1}, read as ${digit.label}`,
    click: () => choose(index),
  }, digitPicture(digit.picture, ""), element("span", {}, marks[index]))));
  if (focused !== null) chips.children[focused]?.focus();
}

function choose(index) {
  chosenIndex = index;
  const digit = reading?.digits[index];
  const picture = digit ? decodeBytes(digit.picture) : null;
  paintDigit(byId("draw-seen"), picture);
  byId("draw-seen").setAttribute("aria-label", digit
    ? `What the network sees: ${digit.label}` : "What the network sees: nothing yet");
  showBars(digit?.probabilities ?? null);
  [...byId("draw-digits").children].forEach((chip, position) =>
    chip.setAttribute("aria-pressed", String(position === index)));
  if (picture) rememberDigit(picture);
  paint();
}

function paint() {
  const canvas = byId("draw-canvas");
  const size = canvas.getBoundingClientRect();
  if (!size.width) return;
  const width = Math.round(size.width * devicePixelRatio);
  const height = Math.round(size.height * devicePixelRatio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  context.setTransform(width / sheet.width, 0, 0, height / sheet.height, 0, 0);
  context.clearRect(0, 0, sheet.width, sheet.height);
  strokes.paint(context, colourText("ink"));
  paintBoxes(context);
  paintCursor(context);
}

function paintBoxes(context) {
  if ((reading?.digits.length ?? 0) < 2) return;
  context.lineJoin = "round";
  reading.digits.forEach(({ box: [x, y, width, height] }, index) => {
    context.lineWidth = index === chosenIndex ? 2 : 1.2;
    context.strokeStyle = colourText("accent", index === chosenIndex ? 0.9 : 0.45);
    context.beginPath();
    context.roundRect(x - 8, y - 8, width + 16, height + 16, 6);
    context.stroke();
  });
}

function paintCursor(context) {
  if (!pen?.cursor || document.activeElement !== byId("draw-canvas")) return;
  const [x, y] = pen.cursor;
  context.strokeStyle = colourText("accent");
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, pen.isDown ? pen.width / 2 : pen.width / 2 + 6, 0, 2 * Math.PI);
  context.stroke();
}
