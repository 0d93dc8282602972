// What was read, as a sentence for people.
import { aDigit, digitsInWords, percent, plural, sureness } from "./format.js";

export function readingWords({ digits, dropped }) {
  if (!digits.length) return "There is ink, but no digit that the network knows.";
  const words = digits.length === 1 ? oneDigit(digits[0]) : severalDigits(digits);
  return dropped?.length ? `${words} Left out: ${leftOut(dropped)}.` : words;
}

/** What to write at each digit: its label, or "?" where the reader does not name it. */
export function digitMarks({ text, digits }) {
  const marks = [...text.replace(/\s/g, "")];
  return marks.length === digits.length ? marks : digits.map(({ label }) => String(label));
}

function oneDigit({ label, confidence, alternatives }) {
  const first = capitalised(`${sureness(confidence)} ${aDigit(label)} (${percent(confidence)}).`);
  const others = (alternatives ?? []).filter((other) => other.label !== label
    && other.confidence >= 0.005).slice(0, 2);
  if (!others.length) return first;
  const named = others.map((other) => `${aDigit(other.label)} (${percent(other.confidence)})`);
  return `${first} Otherwise ${named.join(" or ")}.`;
}

function severalDigits(digits) {
  const start = capitalised(digitsInWords(digits.length));
  const least = digits.reduce((one, other) => (other.confidence < one.confidence ? other : one));
  if (least.confidence >= 0.99) return `${start}, each of them almost certain.`;
  const other = least.alternatives?.find(({ label }) => label !== least.label);
  const doubt = other
    ? `, which might be ${aDigit(other.label)} (${percent(other.confidence)})` : "";
  return `${start}. Least sure is the ${least.label} (${percent(least.confidence)})${doubt}.`;
}

function leftOut(dropped) {
  const reasons = [...new Set(dropped.map(({ reason }) => reason).filter(Boolean))];
  const marks = plural(dropped.length, "mark");
  return reasons.length ? `${marks} (${reasons.join(", ")})` : marks;
}

function capitalised(sentence) {
  return `${sentence[0].toUpperCase()}${sentence.slice(1)}`;
}
