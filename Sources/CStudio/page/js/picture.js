// Small pictures: a digit of 28 × 28 bytes (0 paper, 255 ink), or bytes painted with a scale.
import { decodeBytes } from "./bytes.js";
import { element } from "./element.js";

/** Paints a digit into a canvas. Ink is painted as opacity, so that the theme colours it. */
export function paintDigit(canvas, bytes) {
  canvas.width = 28;
  canvas.height = 28;
  const context = canvas.getContext("2d");
  const image = context.createImageData(28, 28);
  bytes?.forEach((value, index) => image.data.set([20, 24, 29, value], index * 4));
  context.putImageData(image, 0, 0);
}

/** A new digit picture; without a description it is hidden, as a name beside it is enough. */
export function digitPicture(picture, description) {
  const canvas = element("canvas", description
    ? { role: "img", "aria-label": description } : { "aria-hidden": "true" });
  paintDigit(canvas, typeof picture === "string" ? decodeBytes(picture) : picture);
  return element("span", { class: "picture" }, canvas);
}

/** A digit with one or two lines under it, as an item of a gallery. */
export function galleryItem(picture, description, captions, attributes = {}) {
  return element("li", { class: "gallery-item", ...attributes },
    digitPicture(picture, description),
    [captions].flat().map((caption) => element("span", { class: "gallery-caption" }, caption)));
}

/** Paints `width` × `height` bytes with a scale of 256 colours. */
export function paintBytes(canvas, bytes, width, height, colours) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let index = 0; index < width * height; index += 1) {
    image.data.set([...colours[bytes[index] ?? 0], 255], index * 4);
  }
  context.putImageData(image, 0, 0);
}
