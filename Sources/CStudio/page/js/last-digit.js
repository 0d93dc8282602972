// The digit drawn last, which "Look inside" opens.

let last = null;

export function rememberDigit(picture, label) {
  last = { picture, label };
}

export function lastDigit() {
  return last;
}
