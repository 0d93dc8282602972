// Knows whether the server answers: a quiet banner while it does not, and a word when it is back.
import { byId } from "./element.js";

const listeners = new Set();
let isLost = false;
let delay = 1000;

/** Calls `listener` when the server answers again after it was gone. */
export function onReconnect(listener) {
  listeners.add(listener);
}

export function connectionLost() {
  if (isLost) return;
  isLost = true;
  delay = 1000;
  byId("banner-text").textContent =
    "The server does not answer. The page goes on by itself when it is back.";
  byId("banner").hidden = false;
  setTimeout(tryAgain, delay);
}

async function tryAgain() {
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    if (answer.ok) return connectionBack();
  } catch {
    // Still gone.
  }
  delay = Math.min(delay * 1.6, 8000);
  setTimeout(tryAgain, delay);
}

function connectionBack() {
  isLost = false;
  byId("banner").hidden = true;
  listeners.forEach((listener) => listener());
}
