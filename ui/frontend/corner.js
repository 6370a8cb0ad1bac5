// The corner of the plane over (0, 2), to be dragged up and down: it tilts the plane.

import { draggable } from "./bound_line.js";
import { pixelOf } from "./projection.js";
import { LOG_POSITIONS, positionOf, valueAt } from "./scale.js";

/** Seen from above the way up is too short for a hand, in pixels. */
const SHORTEST = 64;
const CORNER_LEAP = 10;
const ARROWS = "M12 3l4 5h-3v8h3l-4 5-4-5h3V8H8z";

/** How high the corner stands, as a part of the plane's height over (2, 2), and back. */
const riseOf = (alpha) => alpha / (1 + alpha);
const alphaOf = (rise) => rise / (1 - rise);

/** A handle over a chart of three dimensions. */
export class Corner {
  /** @param {HTMLElement} area Around the chart. @param {(name: string, value: number) => void} onChange */
  constructor(area, onChange) {
    this.area = area;
    this.onChange = onChange;
    this.element = document.createElement("div");
    this.element.className = "handle corner";
    this.element.dataset.testid = "corner";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "slider");
    this.element.setAttribute("aria-orientation", "vertical");
    this.element.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ARROWS}"/></svg><span></span>`;
    area.append(this.element);
    draggable(
      this.element,
      (event) => this.#move(alphaOf(this.#riseAt(event))),
      () => undefined,
    );
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /**
   * @param {import("./knob.js").KnobSpec | null} knob Of the weight; null if a link hides it.
   * @param {string} label
   * @param {boolean} isNewer Whether a person has moved something since this was sent.
   */
  setKnob(knob, label, isNewer) {
    this.knob = knob;
    this.element.hidden = !knob;
    this.element.setAttribute("aria-label", label);
    if (!knob) return;
    // What a person is moving is newer than what the server says.
    const isMoved = isNewer || this.element.classList.contains("dragged");
    if (!isMoved || this.value === undefined) this.value = knob.value;
  }

  /**
   * Lay the handle over the corner.
   * @param {import("./projection.js").Point} low On the floor, where α is 0.
   * @param {import("./projection.js").Point} high As high as the plane over (2, 2).
   */
  place(low, high) {
    if (!this.knob) return;
    /** @type {[import("./projection.js").Point, import("./projection.js").Point]} */
    this.way = [low, high];
    const rise = riseOf(this.value);
    const { x, y } = pixelOf(/** @type {any} */ (low.map((value, at) => value + rise * (high[at] - value))));
    const [foot, head] = [pixelOf(low), pixelOf(high)];
    const isSeen = low[2] > 0 && high[2] > 0 && Math.hypot(head.x - foot.x, head.y - foot.y) >= SHORTEST;
    const { element, knob } = this;
    element.style.visibility = isSeen ? "" : "hidden";
    element.style.transform = `translate(${x}px, ${y}px)`;
    for (const [name, value] of [["min", knob.low], ["max", knob.high], ["now", this.value]]) {
      element.setAttribute(`aria-value${name}`, String(value));
    }
    /** @type {any} */ (element.lastChild).textContent = `α = ${this.value}`;
  }

  /** How high a pointer is, as a part of the way up: of the point on it that is nearest. */
  #riseAt({ clientX, clientY }) {
    const [low, high] = this.way;
    const [foot, head] = [pixelOf(low), pixelOf(high)];
    const box = this.area.getBoundingClientRect();
    const along = ([x, y]) => x * (head.x - foot.x) + y * (head.y - foot.y);
    const pointer = along([clientX - box.left, clientY - box.top]);
    const wanted = Math.max(along([foot.x, foot.y]), Math.min(along([head.x, head.y]), pointer));
    // The nearest point is where the way, as seen, is as far along as the pointer is.
    const [from, to] = [low, high].map(([x, y, w]) => along([x, y]) - wanted * w);
    return from / (from - to);
  }

  #move(value) {
    const { name, low, high } = this.knob;
    const taken = Number(Math.max(low, Math.min(high, value)).toPrecision(3));
    if (taken === this.value) return;
    this.value = taken;
    this.place(...this.way);
    this.onChange(name, taken);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const position = positionOf(this.knob, this.value) + direction * (event.shiftKey ? CORNER_LEAP : 1);
    this.#move(valueAt(this.knob, Math.max(0, Math.min(LOG_POSITIONS, position))));
  }
}
