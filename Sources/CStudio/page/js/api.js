// Asks the server. Every failure is a ServerError whose message can be shown to a person.
import { connectionLost } from "./connection.js";

export class ServerError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }

  /** The server is gone, which the banner says already. */
  get isUnreachable() {
    return this.status === 0;
  }

  /** The server has too much to do just now; the next try may succeed. */
  get isBusy() {
    return this.status === 429 || this.status === 503;
  }
}

const sentences = {
  404: "The server does not have this. It may have been started again without it.",
  409: "The server is busy with another training. Stop it first.",
  413: "That was too large for the server.",
  429: "The server has too much to do just now. Try again in a moment.",
  503: "The server is not ready. Try again in a moment.",
};

const missing = new Set();

/** Calls `listener` with the path of what the server does not have. */
export function onMissing(listener) {
  missing.add(listener);
}

export function get(path) {
  return ask(path, {});
}

export function post(path, value) {
  const headers = { "Content-Type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(value ?? {}) });
}

export function postBytes(path, bytes) {
  const headers = { "Content-Type": "application/octet-stream" };
  return ask(path, { method: "POST", headers, body: bytes });
}

export function remove(path) {
  return ask(path, { method: "DELETE" });
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch {
    connectionLost();
    throw new ServerError("The server does not answer.", 0);
  }
  if (response.status === 204) return null;
  let body = null;
  try {
    body = await response.json();
  } catch {
    // An answer cut off in the middle reads like one that is no JSON.
  }
  if (response.ok && body !== null) return body;
  if (response.status === 404) missing.forEach((listener) => listener(path));
  const sentence = body?.error ?? sentences[response.status];
  throw new ServerError(
    sentence ?? "The server answered in a way that this page does not know. Load the page again.",
    response.status);
}
