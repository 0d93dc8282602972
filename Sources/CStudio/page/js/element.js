// Makes elements in one expression: element("p", { class: "fine" }, "Hello").

/** Attributes that are functions become listeners; `false` and `null` leave one out. */
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for the elements of an SVG picture. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Shows a sentence in an element, or hides the element when there is none. */
export function showSentence(target, sentence) {
  target.hidden = !sentence;
  target.textContent = sentence ?? "";
}

function fill(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && (value ?? null) !== null) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => (child ?? null) !== null));
  return made;
}
