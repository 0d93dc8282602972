// The drawer of kept drawings: look at them, delete, export, train on them.
import { get, remove } from "./api.js";
import { byId, element } from "./element.js";
import { plural } from "./format.js";
import { galleryItem } from "./picture.js";
import { goTo } from "./router.js";
import { toast } from "./toast.js";

const listeners = new Set();
let kept = 0;

/** Calls `listener` with how many drawings are kept, whenever that changes. */
export function onDrawingsChange(listener) {
  listeners.add(listener);
}

export function keptDrawings() {
  return kept;
}

export function startDrawings() {
  byId("drawings-train").addEventListener("click", () => {
    byId("train-kind-tune").click();
    goTo("train");
  });
  byId("drawings").addEventListener("toggle", showDrawings);
}

export async function showDrawings() {
  let answer;
  try {
    answer = await get("/v1/drawings");
  } catch {
    // The drawer then shows what it showed before.
    return;
  }
  kept = answer.count;
  byId("drawings-count").textContent = kept;
  byId("drawings-train").disabled = kept === 0;
  for (const id of ["drawings-images", "drawings-labels"]) byId(id).hidden = kept === 0;
  if (byId("drawings").open) {
    byId("drawings-list").replaceChildren(...answer.drawings.map(item));
    if (!kept) byId("drawings-list").append(element("li", { class: "gallery-empty" },
      "None yet. Draw a digit, then choose “Was this wrong?”"));
  }
  listeners.forEach((listener) => listener(kept));
}

function item({ id, label, guess, picture }) {
  const wasWrong = guess !== null && guess !== undefined && guess !== label;
  const caption = wasWrong ? `${label}, read ${guess}` : String(label);
  const made = galleryItem(picture, `Your ${label}`, caption, { "data-drawing": id });
  made.append(element("button", {
    type: "button",
    class: "delete",
    "data-delete": true,
    "aria-label": `Delete this ${label}`,
    title: "Delete",
    click: () => discard(id),
  }, "×"));
  return made;
}

async function discard(id) {
  const items = [...byId("drawings-list").children];
  const position = items.findIndex((each) => each.dataset.drawing === String(id));
  try {
    await remove(`/v1/drawings/${encodeURIComponent(id)}`);
    await showDrawings();
    toast(`Deleted. ${plural(kept, "drawing")} left.`);
  } catch (error) {
    toast(`Not deleted: ${error.message}`);
    return;
  }
  const buttons = byId("drawings-list").querySelectorAll("button");
  const next = buttons[Math.min(position, buttons.length - 1)];
  (next ?? byId("drawings").querySelector("summary")).focus();
}
