// A short word at the edge of the page, which goes away by itself or for the next one.
import { byId, element } from "./element.js";

export function toast(sentence) {
  const shown = element("p", { class: "toast" }, sentence);
  byId("toasts").replaceChildren(shown);
  setTimeout(() => shown.remove(), 5000);
}
