// Takes a frame of a video as grey bytes, no larger than 640 × 480.

const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { willReadFrequently: true });

/** `{width, height, bytes}`, or null before the first frame has come. */
export function grabFrame(video) {
  if (!video.videoWidth || !video.videoHeight) return null;
  const scale = Math.min(1, 640 / video.videoWidth, 480 / video.videoHeight);
  const width = Math.round(video.videoWidth * scale);
  const height = Math.round(video.videoHeight * scale);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.drawImage(video, 0, 0, width, height);
  const pixels = context.getImageData(0, 0, width, height).data;
  const bytes = new Uint8Array(width * height);
  for (let index = 0, at = 0; index < bytes.length; index += 1, at += 4) {
    // Rec. 601 luma in whole numbers: the three weights make 256.
    bytes[index] = (77 * pixels[at] + 150 * pixels[at + 1] + 29 * pixels[at + 2]) >> 8;
  }
  return { width, height, bytes };
}
