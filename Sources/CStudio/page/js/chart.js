// A curve over the epochs: training as a line, validation as a line with dots.
import { linear, smoothed, ticks } from "./chart-axes.js";
import { svg } from "./element.js";

const margin = { top: 10, right: 14, bottom: 30, left: 58 };

/** `describe` turns a value into text; `domain` gives the axis' ends for all values. */
export class Chart {
  #points = [];
  #epochs = [];
  #end = 1;
  #chosen = null;

  constructor(box, readout, { id, title, describe, domain }) {
    this.readout = readout;
    this.title = title;
    this.describe = describe;
    this.domain = domain;
    this.svg = svg("svg", {
      id, class: "chart-picture", tabindex: 0, role: "img", "data-points": 0, "data-epochs": 0,
      pointermove: (event) => this.#pointAt(event),
      pointerdown: (event) => this.#pointAt(event),
      pointerleave: () => this.#choose(null),
      blur: () => this.#choose(null),
      keydown: (event) => this.#keyDown(event),
    });
    box.append(this.svg);
    new ResizeObserver(() => this.#draw()).observe(box);
  }

  /** `points`: [{at, value}] within epochs; `epochs`: [{at, value}] of validation. */
  show(points, epochs, end) {
    this.#points = points.filter(({ value }) => Number.isFinite(value));
    this.#epochs = epochs.filter(({ value }) => Number.isFinite(value));
    const last = Math.max(this.#points.at(-1)?.at ?? 0, this.#epochs.at(-1)?.at ?? 0);
    this.#end = Math.max(end || 0, last, 1);
    this.#draw();
    this.#choose(this.#chosen);
  }

  #draw() {
    const width = this.svg.parentElement.clientWidth;
    if (!width) return;
    const height = Math.round(Math.min(Math.max(width * 0.55, 180), 260));
    const line = smoothed(this.#points.map(({ value }) => value));
    const values = [...line, ...this.#epochs.map(({ value }) => value)];
    const domain = this.domain(values);
    this.across = linear([0, this.#end], [margin.left, width - margin.right]);
    this.up = linear(domain, [height - margin.bottom, margin.top]);
    this.line = line;
    this.height = height;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.setAttribute("height", height);
    this.svg.dataset.points = this.#points.length;
    this.svg.dataset.epochs = this.#epochs.length;
    this.svg.setAttribute("aria-label", this.#summary());
    this.svg.replaceChildren(...this.#axes(width, domain), ...this.#curves(), this.#cursor());
  }

  #axes(width, domain) {
    const bottom = this.height - margin.bottom;
    const upTicks = ticks(...domain, 4);
    const wanted = Math.min(this.#end, width < 340 ? 4 : 8);
    const acrossTicks = ticks(0, this.#end, wanted).filter(Number.isInteger);
    return [
      ...upTicks.flatMap((value) => [
        svg("line", {
          class: "grid", x1: margin.left, x2: width - margin.right,
          y1: this.up(value), y2: this.up(value),
        }),
        svg("text", {
          class: "tick", x: margin.left - 8, y: this.up(value), "text-anchor": "end", dy: "0.35em",
        }, this.describe(value, true)),
      ]),
      svg("line", {
        class: "axis", x1: margin.left, x2: width - margin.right, y1: bottom, y2: bottom,
      }),
      ...acrossTicks.map((value) => svg("text", {
        class: "tick", x: this.across(value), y: bottom + 16, "text-anchor": "middle",
      }, String(value))),
      svg("text", {
        class: "tick axis-name", x: width - margin.right, y: this.height - 2, "text-anchor": "end",
      }, "epoch"),
    ];
  }

  #curves() {
    const raw = this.#points.map(({ at, value }) => [at, value]);
    const smooth = this.#points.map(({ at }, index) => [at, this.line[index]]);
    const validation = this.#epochs.map(({ at, value }) => [at, value]);
    const clip = `${this.svg.id}-clip`;
    return [
      svg("clipPath", { id: clip }, svg("rect", {
        x: margin.left - 4, width: Math.max(this.across(this.#end) - margin.left + 8, 0),
        y: margin.top - 4, height: this.height - margin.bottom - margin.top + 4,
      })),
      svg("g", { "clip-path": `url(#${clip})` },
        svg("path", { class: "curve raw", d: this.#path(raw) }),
        svg("path", { class: "curve training", d: this.#path(smooth) }),
        svg("path", { class: "curve validation", d: this.#path(validation) })),
      ...validation.map(([at, value]) => svg("circle", {
        class: "dot validation", cx: this.across(at), cy: this.up(value), r: 3.5,
      })),
    ];
  }

  #path(places) {
    return places.map(([at, value], index) =>
      `${index ? "L" : "M"}${this.across(at).toFixed(1)} ${this.up(value).toFixed(1)}`).join("");
  }

  #cursor() {
    const group = svg("g", { class: "cursor" });
    if (this.#chosen === null) return group;
    const x = this.across(this.#chosen);
    group.append(svg("line", { x1: x, x2: x, y1: margin.top, y2: this.height - margin.bottom }));
    const nearest = this.#nearest(this.#points, this.#chosen);
    if (nearest >= 0) {
      group.append(svg("circle", {
        class: "dot training", cx: this.across(this.#points[nearest].at),
        cy: Math.min(this.up(this.line[nearest]), this.height - margin.bottom), r: 4,
      }));
    }
    return group;
  }

  #pointAt(event) {
    const box = this.svg.getBoundingClientRect();
    const room = box.width - margin.left - margin.right;
    const part = (event.clientX - box.left - margin.left) / room;
    this.#choose(Math.min(Math.max(part, 0), 1) * this.#end);
  }

  #keyDown(event) {
    const step = this.#end / 40;
    const places = {
      ArrowLeft: (this.#chosen ?? this.#end) - step,
      ArrowRight: (this.#chosen ?? -step) + step,
      Home: 0,
      End: this.#end,
    };
    if (!(event.key in places) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#choose(Math.min(Math.max(places[event.key], 0), this.#end));
  }

  #choose(at) {
    this.#chosen = this.#points.length || this.#epochs.length ? at : null;
    this.readout.textContent = this.#chosen === null ? "\u00a0" : this.#words(this.#chosen);
    this.svg.querySelector(".cursor")?.replaceWith(this.#cursor());
  }

  #words(at) {
    const point = this.#nearest(this.#points, at);
    const epoch = this.#nearest(this.#epochs, at);
    const parts = [];
    if (point >= 0) {
      parts.push(`Epoch ${this.#points[point].at.toFixed(1)}: ${this.describe(this.line[point])}`);
    }
    if (epoch >= 0) {
      const { at: place, value } = this.#epochs[epoch];
      parts.push(`validation after ${place}: ${this.describe(value)}`);
    }
    return parts.join(" · ");
  }

  #nearest(list, at) {
    let best = -1;
    list.forEach((each, index) => {
      if (best < 0 || Math.abs(each.at - at) < Math.abs(list[best].at - at)) best = index;
    });
    return best;
  }

  #summary() {
    if (!this.#points.length && !this.#epochs.length) return `${this.title}: no values yet`;
    const parts = [];
    if (this.line.length) {
      const [first, last] = [this.line[0], this.line.at(-1)].map((value) => this.describe(value));
      parts.push(`training from ${first} to ${last}`);
    }
    if (this.#epochs.length) {
      parts.push(`validation now ${this.describe(this.#epochs.at(-1).value)}`);
    }
    return `${this.title}: ${parts.join(", ")}. Arrow keys read out values; a table lies below.`;
  }
}
