// The server's events, connected only while somebody looks: a browser allows few connections to
// one server, and a page in the background would hold one for nothing.

export class Events {
  #source = null;
  #retry = 0;

  /** `handlers`: a function for each event's name, which gets its decoded data. */
  constructor(path, handlers, lost) {
    this.path = path;
    this.handlers = handlers;
    this.lost = lost;
  }

  get isConnected() {
    return this.#source !== null;
  }

  connect() {
    if (this.#source) return;
    clearTimeout(this.#retry);
    const source = new EventSource(this.path);
    this.#source = source;
    for (const [name, handler] of Object.entries(this.handlers)) {
      source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
    }
    source.addEventListener("error", () => {
      if (source !== this.#source) return;
      // The browser tries again by itself, but gives up for good on some errors.
      this.disconnect();
      this.lost();
      this.#retry = setTimeout(() => this.connect(), 2000);
    });
  }

  disconnect() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }
}
