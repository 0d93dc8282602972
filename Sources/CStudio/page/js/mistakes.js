// The gallery of mistakes, page by page.
import { get } from "./api.js";
import { byId } from "./element.js";
import { aDigit, count, percent } from "./format.js";
import { chosenVersion, modelPath } from "./model-choice.js";
import { galleryItem } from "./picture.js";

const pageSize = 30;
let offset = 0;
let version = null;

export function startMistakes() {
  byId("mistakes-previous").addEventListener("click", () => turn(-pageSize));
  byId("mistakes-next").addEventListener("click", () => turn(pageSize));
}

export async function showMistakes() {
  if (version !== chosenVersion()) offset = 0;
  version = chosenVersion();
  const wanted = { version, offset };
  byId("mistakes-range").textContent = "Looking for mistakes …";
  if (offset === 0) byId("mistakes").replaceChildren();
  try {
    const answer = await get(`${modelPath()}/mistakes?offset=${offset}&count=${pageSize}`);
    if (wanted.version !== version || wanted.offset !== offset) return;
    show(answer);
  } catch (error) {
    if (wanted.version !== version || wanted.offset !== offset) return;
    mayTurn(offset > 0, true);
    if (!error.isUnreachable) byId("mistakes-range").textContent = error.message;
  }
}

function turn(by) {
  offset = Math.max(0, offset + by);
  // How many there are is known when these have come.
  mayTurn(false, false);
  showMistakes();
}

function show({ total, mistakes }) {
  byId("mistakes").replaceChildren(...mistakes.map((mistake) => galleryItem(mistake.picture,
    `Test digit ${mistake.index}, a ${mistake.label} taken for ${aDigit(mistake.guess)}`,
    [`${mistake.label} → ${mistake.guess}`, percent(mistake.confidence, 0)],
    { "data-index": mistake.index })));
  const last = offset + mistakes.length;
  byId("mistakes-range").textContent = total
    ? `${count(offset + 1)} to ${count(last)} of ${count(total)}` : "No mistakes at all.";
  mayTurn(offset > 0, last < total);
}

function mayTurn(back, on) {
  byId("mistakes-previous").disabled = !back;
  byId("mistakes-next").disabled = !on;
}
