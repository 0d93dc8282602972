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

/** Smooths a noisy curve: each value becomes the mean of its neighbours on both sides. */
export function smoothed(values) {
  const reach = Math.floor(values.length / 80);
  const sums = [0];
  values.forEach((value) => sums.push(sums.at(-1) + value));
  return values.map((_, index) => {
    const near = Math.min(reach, index, values.length - 1 - index);
    return (sums[index + near + 1] - sums[index - near]) / (2 * near + 1);
  });
}

/** The value below which `part` of the values lie. */
export function quantile(values, part) {
  if (!values.length) return NaN;
  const ordered = [...values].sort((one, other) => one - other);
  return ordered[Math.min(Math.floor(part * ordered.length), ordered.length - 1)];
}
