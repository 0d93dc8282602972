// The pen: mouse, finger, stylus or arrow keys, all of which draw into the same strokes.
import { sheet } from "./strokes.js";

const widths = [10, 15, 20, 28, 38];

export class Pen {
  /** Where the arrow keys have moved the pen; null until they are used. */
  cursor = null;
  /** Whether the pen of the keyboard is down. */
  isDown = false;
  width = widths[2];

  constructor(canvas, strokes, { changed, said }) {
    this.canvas = canvas;
    this.strokes = strokes;
    this.changed = changed;
    this.said = said;
    canvas.addEventListener("pointerdown", (event) => this.#pointerDown(event));
    canvas.addEventListener("pointermove", (event) => this.#pointerMove(event));
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(name, (event) => this.#pointerUp(event));
    }
    canvas.addEventListener("keydown", (event) => this.#keyDown(event));
    canvas.addEventListener("blur", () => this.lift());
  }

  /** Chooses one of five widths, 1 … 5. */
  setWidth(step) {
    this.width = widths[step - 1] ?? widths[2];
  }

  lift() {
    if (!this.isDown) return;
    this.isDown = false;
    this.changed();
  }

  /** Ends the stroke under way, which may have been taken back. */
  release() {
    this.isDown = false;
    this.#pointer = null;
  }

  #pointer = null;

  #pointerDown(event) {
    if (this.#pointer !== null || event.button !== 0) return;
    this.#pointer = event.pointerId;
    this.cursor = null;
    this.isDown = false;
    this.canvas.setPointerCapture(event.pointerId);
    this.strokes.begin(...this.#place(event), this.width);
    this.changed();
  }

  #pointerMove(event) {
    if (event.pointerId !== this.#pointer) return;
    const steps = event.getCoalescedEvents?.() ?? [];
    let hasChanged = false;
    for (const step of steps.length ? steps : [event]) {
      hasChanged = this.strokes.extend(...this.#place(step)) || hasChanged;
    }
    if (hasChanged) this.changed();
  }

  #pointerUp(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.changed();
  }

  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * sheet.width,
      ((event.clientY - box.top) / box.height) * sheet.height,
    ];
  }

  #keyDown(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") this.#toggle();
    else if (event.key === "Escape") this.#toggle(false);
    else if (step) this.#move(step, event.shiftKey ? 30 : 8);
    else return;
    event.preventDefault();
  }

  #toggle(isDown = !this.isDown) {
    if (isDown === this.isDown) return;
    this.cursor ??= [sheet.width / 2, sheet.height / 2];
    this.isDown = isDown;
    if (isDown) this.strokes.begin(...this.cursor, this.width);
    this.said(isDown ? "Pen down" : "Pen lifted");
    this.changed();
  }

  #move([x, y], distance) {
    const [fromX, fromY] = this.cursor ?? [sheet.width / 2, sheet.height / 2];
    this.cursor = [
      Math.min(Math.max(fromX + x * distance, 0), sheet.width),
      Math.min(Math.max(fromY + y * distance, 0), sheet.height),
    ];
    if (this.isDown) this.strokes.extend(...this.cursor);
    this.changed();
  }
}
