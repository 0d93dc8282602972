// The theme's colours as numbers, for what is painted pixel by pixel.

const probe = document.createElement("span");
probe.hidden = true;

/** A colour of the style sheet, for example colour("accent"), as [red, green, blue]. */
export function colour(name) {
  if (!probe.isConnected) document.body.append(probe);
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
}

/** The same as text for a canvas. */
export function colourText(name, alpha = 1) {
  return `rgb(${colour(name).join(" ")} / ${alpha})`;
}

/** 256 colours from nothing to a strong signal. */
export function sequentialScale() {
  return scale([colour("map-low"), colour("map-middle"), colour("map-high")], [0, 128, 255]);
}

/** 256 colours: below `zero` towards orange, above towards blue. */
export function divergingScale(zero = 128) {
  const middle = Math.min(Math.max(zero, 1), 254);
  // Both sides are as long as the longer one, so that equal colours mean equal strength.
  const reach = Math.max(middle, 255 - middle);
  const ends = [colour("map-against"), colour("map-zero"), colour("map-for")];
  return Array.from({ length: 256 }, (_, value) => {
    const part = (value - middle) / reach;
    return mix(ends[1], part < 0 ? ends[0] : ends[2], Math.abs(part) ** 0.8);
  });
}

/** The scale that fits bytes which stand for `minimum` … `maximum`. */
export function fittingScale(minimum, maximum) {
  if (minimum >= 0 || maximum <= minimum) return sequentialScale();
  return divergingScale(Math.round((-minimum / (maximum - minimum)) * 255));
}

function scale(stops, places) {
  return Array.from({ length: 256 }, (_, value) => {
    const upper = value <= places[1] ? 1 : 2;
    const part = (value - places[upper - 1]) / (places[upper] - places[upper - 1]);
    return mix(stops[upper - 1], stops[upper], part);
  });
}

function mix(from, to, part) {
  return from.map((value, index) => value + (to[index] - value) * part);
}
