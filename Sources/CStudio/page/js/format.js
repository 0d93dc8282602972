// Numbers as words and digits for people.

const digitNames = [
  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];

/** 0.9731 as "97.3 %"; never rounds up to 100 or down to 0 what is not. */
export function percent(value, places = 1) {
  if (!Number.isFinite(value)) return "–";
  const step = 10 ** -places;
  let shown = value * 100;
  if (value < 1 && shown > 100 - step) shown = 100 - step;
  if (value > 0 && shown < step) return `< ${step.toFixed(places)} %`;
  return `${shown.toFixed(value === 1 ? 0 : places)} %`;
}

/** 12345 as "12,345". */
export function count(value) {
  return Number.isFinite(value) ? Math.round(value).toLocaleString("en-US") : "–";
}

/** A loss, a rate: as many places as tell something. */
export function number(value) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (Number.isInteger(value)) return count(value);
  if (size >= 100) return value.toFixed(0);
  if (size >= 1) return value.toFixed(2);
  return String(Number(value.toPrecision(3)));
}

/** "1 digit", "2 digits". */
export function plural(amount, noun, nouns = `${noun}s`) {
  return `${count(amount)} ${amount === 1 ? noun : nouns}`;
}

/** "a 7", "an 8". */
export function aDigit(label) {
  return label === 8 ? "an 8" : `a ${label}`;
}

/** How sure a calibrated probability is, in words. */
export function sureness(confidence) {
  if (confidence >= 0.99) return "almost certainly";
  if (confidence >= 0.9) return "very likely";
  if (confidence >= 0.7) return "probably";
  if (confidence >= 0.5) return "perhaps";
  return "hard to say, but maybe";
}

/** Where a drawing has several digits: "three digits". */
export function digitsInWords(amount) {
  return `${digitNames[amount] ?? count(amount)} digits`;
}
