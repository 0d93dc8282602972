// Views by the address's hash, as tabs that arrow keys move between.
import { byId } from "./element.js";

const names = ["draw", "webcam", "train", "look", "models"];
const views = new Map();
let current = null;

/** Registers what a view does when it is shown and when it is left. */
export function registerView(name, { show = () => {}, leave = () => {} } = {}) {
  views.set(name, { show, leave });
}

export function currentView() {
  return current;
}

export function goTo(name) {
  location.hash = name;
}

export function startRouter() {
  byId("tabs").addEventListener("keydown", moveBetweenTabs);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  addEventListener("hashchange", route);
  route();
}

function route() {
  const wanted = location.hash.slice(1);
  const name = names.includes(wanted) ? wanted : "draw";
  if (name === current) return;
  const left = current;
  const isFocusLost = left && byId(`view-${left}`).contains(document.activeElement);
  current = name;
  for (const each of names) {
    const isShown = each === name;
    const tab = byId(`tab-${each}`);
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
    byId(`view-${each}`).hidden = !isShown;
  }
  document.title = `${byId(`view-${name}`).querySelector("h1").textContent} · Digits`;
  if (left) {
    views.get(left)?.leave();
    scrollTo(0, 0);
    // Where nothing has the focus nothing is read out, and the next Tab begins at the top.
    if (isFocusLost) byId(`view-${name}`).focus();
  }
  views.get(name)?.show();
}

function moveBetweenTabs(event) {
  // The browser's own, such as the way back.
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  // The view follows its hash a moment later, when the next key may have come.
  const index = names.findIndex((name) => event.target.id === `tab-${name}`);
  if (index < 0) return;
  const last = names.length - 1;
  const targets = {
    ArrowRight: index === last ? 0 : index + 1,
    ArrowLeft: index === 0 ? last : index - 1,
    Home: 0,
    End: last,
    " ": index,
  };
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  goTo(names[target]);
  byId(`tab-${names[target]}`).focus();
}
