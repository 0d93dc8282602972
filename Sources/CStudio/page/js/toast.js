// A short word at the edge of the page, which goes away by itself.
import { byId, element } from "./element.js";

export function toast(sentence) {
  const shown = element("p", { class: "toast" }, sentence);
  byId("toasts").append(shown);
  setTimeout(() => shown.remove(), 5000);
}
