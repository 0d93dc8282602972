// What has been drawn: strokes on a sheet of 560 × 420 units, whatever its size on screen.

export const sheet = { width: 560, height: 420 };

export class Strokes {
  #strokes = [];

  get isEmpty() {
    return this.#strokes.length === 0;
  }

  begin(x, y, width) {
    this.#strokes.push({ width, points: [[x, y]] });
  }

  /** Goes on with the last stroke; steps too small to see are left out. */
  extend(x, y) {
    const points = this.#strokes.at(-1)?.points;
    if (!points) return false;
    const [lastX, lastY] = points.at(-1);
    if (Math.hypot(x - lastX, y - lastY) < 1) return false;
    points.push([x, y]);
    return true;
  }

  undo() {
    this.#strokes.pop();
  }

  clear() {
    this.#strokes = [];
  }

  /** Paints all strokes; the context is scaled so that one unit is one of the sheet. */
  paint(context, ink) {
    context.strokeStyle = ink;
    context.fillStyle = ink;
    context.lineCap = "round";
    context.lineJoin = "round";
    for (const { width, points } of this.#strokes) {
      context.lineWidth = width;
      context.beginPath();
      const [[x, y]] = points;
      if (points.length === 1) {
        context.arc(x, y, width / 2, 0, 2 * Math.PI);
        context.fill();
        continue;
      }
      context.moveTo(x, y);
      // Curves through the middles of the steps hide the corners of a fast pen.
      for (let index = 1; index < points.length - 1; index += 1) {
        const [controlX, controlY] = points[index];
        const [nextX, nextY] = points[index + 1];
        context.quadraticCurveTo(
          controlX, controlY, (controlX + nextX) / 2, (controlY + nextY) / 2);
      }
      context.lineTo(...points.at(-1));
      context.stroke();
    }
  }

  /** The sheet as grey bytes, 0 black ink, 255 white paper. */
  greyBytes() {
    const canvas = Strokes.#sheetCanvas ??= Object.assign(document.createElement("canvas"), sheet);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, sheet.width, sheet.height);
    this.paint(context, "#000");
    const { data } = context.getImageData(0, 0, sheet.width, sheet.height);
    const grey = new Uint8Array(sheet.width * sheet.height);
    for (let index = 0; index < grey.length; index += 1) grey[index] = data[index * 4];
    return grey;
  }

  static #sheetCanvas = null;
}
