// The button that changes the theme: as the system, light, dark.
import { store } from "./storage.js";

const names = { auto: "as the system", light: "light", dark: "dark" };
const order = ["auto", "light", "dark"];
const listeners = new Set();

/** Calls `listener` whenever the colours of the page change. */
export function onThemeChange(listener) {
  listeners.add(listener);
}

export function startThemeSwitch() {
  const root = document.documentElement;
  const button = document.getElementById("theme-toggle");
  const name = document.getElementById("theme-name");
  const show = () => {
    name.textContent = `Theme: ${names[root.dataset.theme]}`;
    button.title = name.textContent;
    listeners.forEach((listener) => listener());
  };
  button.addEventListener("click", () => {
    const next = order[(order.indexOf(root.dataset.theme) + 1) % order.length];
    root.dataset.theme = next;
    store("theme", next);
    show();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
}
