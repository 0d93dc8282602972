// Boxes and digits over the live picture.
import { byId } from "./element.js";
import { digitMarks } from "./reading-words.js";

export function clearOverlay() {
  const canvas = byId("webcam-overlay");
  canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
}

export function paintOverlay(answer) {
  const { width, height, digits } = answer;
  const marks = digitMarks(answer);
  const canvas = byId("webcam-overlay");
  const scale = Math.max(1, (canvas.clientWidth * devicePixelRatio) / width);
  const pixelWidth = Math.round(width * scale);
  const pixelHeight = Math.round(height * scale);
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  digits.forEach((digit, index) => paintDigitBox(context, digit, marks[index]));
}

// The picture below may be of any brightness, so that these colours are the same in both themes.
function paintDigitBox(context, { box: [x, y, width, height], missed }, mark) {
  context.globalAlpha = missed ? 0.5 : 1;
  context.lineWidth = 5;
  context.strokeStyle = "rgb(255 255 255 / 0.75)";
  outline(context, x, y, width, height);
  context.lineWidth = 2.5;
  context.strokeStyle = "#0068a8";
  outline(context, x, y, width, height);
  const size = Math.min(Math.max(height * 0.45, 18), 40);
  context.font = `600 ${size}px system-ui, sans-serif`;
  const tagWidth = context.measureText(mark).width + size * 0.5;
  const tagHeight = size * 1.2;
  const top = y - tagHeight - 6 < 0 ? y + height + 6 : y - tagHeight - 6;
  context.fillStyle = "#0068a8";
  context.beginPath();
  context.roundRect(x - 4, top, tagWidth, tagHeight, 5);
  context.fill();
  context.fillStyle = "#fff";
  context.textBaseline = "middle";
  context.fillText(mark, x - 4 + size * 0.25, top + tagHeight / 2 + 1);
  context.globalAlpha = 1;
}

function outline(context, x, y, width, height) {
  context.beginPath();
  context.roundRect(x - 4, y - 4, width + 8, height + 8, 6);
  context.stroke();
}
