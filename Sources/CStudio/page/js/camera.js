// The camera: opens it, lists the others, and says in plain words why there is none.

export class CameraProblem extends Error {
  constructor(kind, sentences) {
    super(sentences[0]);
    this.kind = kind;
    this.sentences = sentences;
  }
}

/** A stream of 640 × 480 from the camera that faces away, or from the one with this identity. */
export async function openCamera(device) {
  if (!isSecureContext) {
    throw new CameraProblem("insecure", [
      "The browser lends its camera only to a page from this machine or over HTTPS.",
      "On this machine, open http://localhost instead of its address. For a phone, start the "
        + "server with a certificate:",
      "digits serve --host 0.0.0.0 --tls …",
    ]);
  }
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new CameraProblem("unsupported", [
      "This browser has no camera for pages.", "Try a current Firefox, Chromium or Safari.",
    ]);
  }
  const choice = device
    ? { deviceId: { exact: device } } : { facingMode: { ideal: "environment" } };
  const size = { width: { ideal: 640 }, height: { ideal: 480 } };
  const video = { ...choice, ...size, frameRate: { ideal: 30 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    throw problem(error);
  }
}

/** All cameras; their names are known once one has been allowed. */
export async function listCameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === "videoinput");
}

function problem(error) {
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return new CameraProblem("denied", [
        "The browser may not use the camera.",
        "Allow it with the camera sign beside the address, then start again. If there is no sign, "
          + "the system's settings may forbid it.",
      ]);
    case "NotFoundError":
    case "OverconstrainedError":
      return new CameraProblem("missing", [
        "No camera was found.", "Plug one in, or switch it on, then start again.",
      ]);
    case "NotReadableError":
    case "AbortError":
      return new CameraProblem("busy", [
        "The camera does not start.",
        "Another program may be using it, for example a video call. Close that, then start again.",
      ]);
    default:
      return new CameraProblem("other", [
        "The camera does not start.", `The browser says: ${error.message || error.name}.`,
      ]);
  }
}
