// Where a chart puts its values, and round numbers for its ticks.

/** Three to six round numbers that span `from` … `to`. */
export function ticks(from, to, wanted = 5) {
  const span = to - from;
  if (!(span > 0)) return [from];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough);
  const made = [];
  for (let index = Math.ceil(from / step - 1e-9); index * step <= to + 1e-9 * span; index += 1) {
    made.push(Number((index * step).toPrecision(12)));
  }
  return made;
}

/** Maps values of `domain` linearly to pixels of `range`. */
export function linear([from, to], [start, end]) {
  return (value) => start + ((value - from) / (to - from || 1)) * (end - start);
}

/** Smooths a noisy curve; each point counts the less the further back it lies. */
export function smoothed(values) {
  // About a fiftieth of the curve counts, so that a short one does not lag behind.
  const weight = 1 - 1 / Math.max(1, values.length / 50);
  let mean = 0;
  let total = 0;
  return values.map((value) => {
    mean = mean * weight + value;
    total = total * weight + 1;
    return mean / total;
  });
}

/** The value below which `part` of the values lie. */
export function quantile(values, part) {
  if (!values.length) return NaN;
  const ordered = [...values].sort((one, other) => one - other);
  return ordered[Math.min(Math.floor(part * ordered.length), ordered.length - 1)];
}
