// One request at a time: while one is under way, only the newest of the others is kept.

export class Newest {
  #isBusy = false;
  #waiting = null;

  constructor(work) {
    this.work = work;
  }

  async ask(value) {
    if (this.#isBusy) {
      this.#waiting = { value };
      return;
    }
    this.#isBusy = true;
    try {
      await this.work(value);
    } finally {
      this.#isBusy = false;
      const next = this.#waiting;
      this.#waiting = null;
      if (next) this.ask(next.value);
    }
  }

  /** Forgets what waits. */
  clear() {
    this.#waiting = null;
  }
}
