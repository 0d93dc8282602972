// "Was this wrong?": gives a drawing its right label, and keeps it.
import { post } from "./api.js";
import { showDrawings } from "./drawings.js";
import { byId, element } from "./element.js";
import { digitPicture } from "./picture.js";
import { toast } from "./toast.js";

let currentDigits = () => [];

export function startCorrection(digits) {
  currentDigits = digits;
  byId("draw-wrong").addEventListener("click", () => {
    if (byId("draw-labels").hidden) open();
    else close();
  });
}

/** A new reading makes open labels stale; they follow it, or close when nothing is left. */
export function closeCorrection(isEmpty) {
  if (byId("draw-labels").hidden) return;
  if (isEmpty) close();
  else show();
}

function open() {
  byId("draw-labels").hidden = false;
  byId("draw-wrong").setAttribute("aria-expanded", "true");
  show();
}

function close() {
  byId("draw-labels").hidden = true;
  byId("draw-wrong").setAttribute("aria-expanded", "false");
}

function show() {
  byId("draw-labels").replaceChildren(
    element("p", { class: "fine" }, "Choose what it is. The drawing is kept with that label."),
    ...currentDigits().map((digit, index) => element("div", {
      class: "label-row", role: "group", "aria-label": `Right label of digit ${index + 1}`,
    }, digitPicture(digit.picture, `Digit ${index + 1}, read as ${digit.label}`),
    element("div", { class: "label-buttons" }, labelButtons(digit, index)))));
}

function labelButtons(digit, index) {
  return Array.from({ length: 10 }, (_, label) => element("button", {
    type: "button",
    class: "label-button",
    "data-digit-index": index,
    "data-label": label,
    "data-guess": label === digit.label,
    "aria-label": label === digit.label ? `${label}, as it was read` : String(label),
    click: (event) => keep(digit, label, event.currentTarget),
  }, String(label)));
}

async function keep(digit, label, button) {
  const row = button.closest(".label-row");
  const buttons = [...row.querySelectorAll("button")];
  buttons.forEach((each) => { each.disabled = true; });
  try {
    const { count } = await post("/v1/drawings", {
      label, guess: digit.label, picture: digit.picture,
    });
    row.dataset.kept = "true";
    button.setAttribute("aria-pressed", "true");
    toast(`Kept as ${label}. Thank you. You now have ${count} of your own.`);
    showDrawings();
  } catch (error) {
    buttons.forEach((each) => { each.disabled = false; });
    toast(`Not kept: ${error.message}`);
  }
}
