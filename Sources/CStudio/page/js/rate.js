// How often something happens, over the last second or so.

export class Rate {
  #times = [];

  count(now = performance.now()) {
    this.#times.push(now);
    while (this.#times[0] < now - 1500) this.#times.shift();
  }

  get perSecond() {
    if (this.#times.length < 2) return NaN;
    return ((this.#times.length - 1) * 1000) / (this.#times.at(-1) - this.#times[0]);
  }

  clear() {
    this.#times = [];
  }
}
