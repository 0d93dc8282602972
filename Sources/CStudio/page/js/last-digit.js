// The digit drawn last, which "Look inside" opens.

let last = null;

/** Read once more, by another model perhaps, it is the same drawing. */
export function rememberDigit(picture) {
  const isSame = last !== null && picture.every((byte, place) => byte === last.picture[place]);
  if (!isSame) last = { picture };
}

export function lastDigit() {
  return last;
}
