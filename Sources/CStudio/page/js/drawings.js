// The drawer of kept drawings: look at them, delete, export, train on them.
import { get, remove } from "./api.js";
import { byId, element } from "./element.js";
import { plural } from "./format.js";
import { galleryItem } from "./picture.js";
import { goTo } from "./router.js";
import { toast } from "./toast.js";

const listeners = new Set();
let kept = 0;
// Counts askings, of which only the latest is shown.
let asked = 0;

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

/** Thousands of pictures take seconds: only an open drawer asks for them. */
export async function showDrawings() {
  asked += 1;
  const mine = asked;
  const isOpen = byId("drawings").open;
  let answer;
  try {
    answer = await get(isOpen ? "/v1/drawings" : "/v1/drawings?count=true");
  } catch {
    // The drawer then shows what it showed before.
    return;
  }
  if (mine !== asked) return;
  if (isOpen) byId("drawings-list").replaceChildren(...answer.drawings.map(item));
  showCount(answer.count);
}

function showCount(count) {
  kept = count;
  byId("drawings-count").textContent = kept;
  byId("drawings-train").disabled = kept === 0;
  for (const id of ["drawings-images", "drawings-labels"]) byId(id).hidden = kept === 0;
  if (byId("drawings").open && !kept) {
    byId("drawings-list").replaceChildren(element("li", { class: "gallery-empty" },
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
  const deleted = byId("drawings-list").querySelector(`[data-drawing="${CSS.escape(id)}"]`);
  try {
    await remove(`/v1/drawings/${encodeURIComponent(id)}`);
    showCount((await get("/v1/drawings?count=true")).count);
    toast(`Deleted. ${plural(kept, "drawing")} left.`);
  } catch (error) {
    toast(`Not deleted: ${error.message}`);
    return;
  }
  const next = deleted?.nextElementSibling ?? deleted?.previousElementSibling;
  deleted?.remove();
  (next?.querySelector("button") ?? byId("drawings").querySelector("summary")).focus();
}
