// What the browser remembers between visits. Private windows may forbid it, which is no error.

export function recall(key) {
  try {
    return localStorage.getItem(`digits.${key}`);
  } catch {
    return null;
  }
}

export function store(key, value) {
  try {
    localStorage.setItem(`digits.${key}`, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}
