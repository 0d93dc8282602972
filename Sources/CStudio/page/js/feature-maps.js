// What each layer sees: its channels as small pictures, its numbers as a strip.
import { decodeBytes } from "./bytes.js";
import { fittingScale } from "./colours.js";
import { element } from "./element.js";
import { count, number, plural } from "./format.js";
import { layerName } from "./layer-name.js";
import { paintBytes } from "./picture.js";

/** On a phone the tiles stand in fewer columns, so that they can be seen. */
export const narrow = matchMedia("(max-width: 640px)");

/** One figure for a layer of an inspected digit. */
export function layerFigure({ name, kind, shape, minimum, maximum, maps }) {
  const bytes = decodeBytes(maps);
  const isPicture = shape.length === 3;
  const [height, width, channels] = isPicture ? shape : [1, shape[0], 1];
  const canvas = element("canvas", {
    class: "map", role: "img",
    "aria-label": `${name}: ${isPicture ? `${channels} pictures of ${width} by ${height}`
      : plural(width, "number")}, from ${number(minimum)} to ${number(maximum)}`,
  });
  const scale = fittingScale(minimum, maximum);
  if (isPicture && height * width > 1) paintTiles(canvas, bytes, width, height, channels, scale);
  else paintStrip(canvas, bytes, scale);
  return element("figure", { class: "layer", "data-layer": name },
    element("figcaption", {}, element("strong", {}, layerName(kind)),
      element("span", { class: "fine" }, `${name} · ${shape.map(count).join(" × ")}`)), canvas);
}

/** The kernels of a layer, orange for paper, blue for ink. */
export function filterFigure({ name, height, width, channels_out: amount, channels_in: inputs,
  minimum, maximum, values }) {
  const bytes = decodeBytes(values);
  const canvas = element("canvas", {
    class: "map", role: "img",
    "aria-label": `${name}: ${plural(amount, "filter")} of ${width} by ${height}, from ${
      number(minimum)} to ${number(maximum)}`,
  });
  paintTiles(canvas, bytes, width, height, amount, fittingScale(-1, 1));
  const mean = inputs > 1 ? `, mean over ${inputs} channels` : "";
  return element("figure", { class: "layer", "data-layer": name },
    element("figcaption", {}, element("strong", {}, name),
      element("span", { class: "fine" }, `${count(amount)} of ${width} × ${height}${mean}`)),
    canvas);
}

/** Tiles with a gap between them, in as many columns as make a wide picture. */
function paintTiles(canvas, bytes, width, height, amount, scale) {
  const columns = tileColumns(amount);
  const rows = Math.ceil(amount / columns);
  const zoom = Math.max(1, Math.round(28 / Math.max(width, height)));
  const [tileWidth, tileHeight] = [width * zoom, height * zoom];
  const gap = 3;
  const totalWidth = columns * (tileWidth + gap) - gap;
  const totalHeight = rows * (tileHeight + gap) - gap;
  canvas.width = totalWidth;
  canvas.height = totalHeight;
  canvas.style.setProperty("--map-width", `${Math.max(totalWidth * 2, 80)}px`);
  const context = canvas.getContext("2d");
  const image = context.createImageData(totalWidth, totalHeight);
  for (let tile = 0; tile < amount; tile += 1) {
    const left = (tile % columns) * (tileWidth + gap);
    const top = Math.floor(tile / columns) * (tileHeight + gap);
    for (let y = 0; y < tileHeight; y += 1) {
      for (let x = 0; x < tileWidth; x += 1) {
        const row = tile * height + Math.floor(y / zoom);
        const source = row * width + Math.floor(x / zoom);
        const [red, green, blue] = scale[bytes[source] ?? 0];
        image.data.set([red, green, blue, 255], ((top + y) * totalWidth + left + x) * 4);
      }
    }
  }
  context.putImageData(image, 0, 0);
}

/** Plain numbers: cells in rows of at most 64. */
function paintStrip(canvas, bytes, scale) {
  const columns = Math.min(bytes.length, bytes.length <= 16 ? 16 : narrow.matches ? 32 : 64);
  const rows = Math.ceil(bytes.length / columns);
  paintBytes(canvas, bytes, columns, rows, scale);
  canvas.style.setProperty("--map-width", `${columns * (columns <= 16 ? 28 : 12)}px`);
}

function tileColumns(amount) {
  if (amount <= 8) return amount;
  if (amount <= 16) return 8;
  const columns = amount <= 64 ? 16 : 32;
  return narrow.matches ? columns / 2 : columns;
}
