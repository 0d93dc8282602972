// Ten bars: the probability of each digit.
import { element } from "./element.js";
import { percent } from "./format.js";

/** Fills `container` with ten bars, and returns a function that shows probabilities in them. */
export function makeBars(container) {
  const rows = Array.from({ length: 10 }, (_, label) => {
    const fill = element("span", { class: "bar-fill" });
    const value = element("span", { class: "bar-value" });
    const row = element("div", { class: "bar", "data-label": label, "data-value": 0 },
      element("span", { class: "bar-label" }, String(label)),
      element("span", { class: "bar-track" }, fill), value);
    container.append(row);
    return { row, fill, value };
  });
  return (probabilities) => {
    const top = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
    rows.forEach(({ row, fill, value }, label) => {
      const probability = probabilities?.[label] ?? 0;
      row.dataset.value = probability.toFixed(4);
      row.toggleAttribute("data-top", label === top);
      fill.style.transform = `scaleX(${probability})`;
      value.textContent = probability >= 0.005 ? percent(probability, 0) : "";
    });
    container.setAttribute("aria-label", describe(probabilities));
  };
}

function describe(probabilities) {
  if (!probabilities) return "Probability of each digit: nothing read yet";
  const ranked = probabilities.map((probability, label) => ({ probability, label }))
    .sort((one, other) => other.probability - one.probability).slice(0, 3);
  const parts = ranked.map(({ probability, label }) => `${label}: ${percent(probability)}`);
  return `Probability of each digit, the highest: ${parts.join(", ")}`;
}
