// Takes a frame of a video as grey bytes, no larger than 640 × 480.

const mostWidth = 640;
const mostHeight = 480;
const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { willReadFrequently: true });

/** A promise of `{width, height, bytes}`, or of null before the first frame has come. */
export async function grabFrame(video) {
  if (!video.videoWidth || !video.videoHeight) return null;
  return (await copiedGrey(video)) ?? drawnGrey(video);
}

/**
 * The brightness as the camera has it, which comes before its colours: some twenty times as fast as
 * drawing the frame. Null where the browser does not give it, or where the frame is not upright and of
 * its shown size, or of another kind.
 */
async function copiedGrey(video) {
  if (!window.VideoFrame) return null;
  const frame = new VideoFrame(video);
  try {
    const { format, rotation, flip, visibleRect: { width, height } } = frame;
    const isUpright = rotation === 0 && !flip;
    const isShownSize = width === video.videoWidth && height === video.videoHeight;
    if (!["I420", "NV12"].includes(format) || !isUpright || !isShownSize) return null;
    if (width > mostWidth || height > mostHeight) return null;
    const planes = new Uint8Array(frame.allocationSize());
    await frame.copyTo(planes);
    return { width, height, bytes: planes.subarray(0, width * height) };
  } finally {
    frame.close();
  }
}

function drawnGrey(video) {
  const scale = Math.min(1, mostWidth / video.videoWidth, mostHeight / video.videoHeight);
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
