// The line at ε, to be dragged up and down.

import { nearest } from "./scale.js";

const BOUND_STEP = 0.01;
const BOUND_LEAP = 0.1;
/** Where there are only some values, so many of them. */
const VALUES_LEAP = 5;

/**
 * Make an element that can be dragged, and tell how far.
 * @param {HTMLElement} element
 * @param {(event: PointerEvent) => void} onMove
 * @param {() => void} onEnd
 */
export function draggable(element, onMove, onEnd) {
  let hasMoved = false;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    hasMoved = false;
    event.stopPropagation();
    element.setPointerCapture(event.pointerId);
    element.classList.add("dragged");
  });
  // Plotly would begin to look closer.
  for (const name of ["mousedown", "touchstart", "dblclick"]) {
    element.addEventListener(name, (event) => event.stopPropagation());
  }
  element.addEventListener("pointermove", (event) => {
    if (!element.classList.contains("dragged")) return;
    hasMoved = true;
    onMove(event);
  });
  // A browser ends each drag with a click, which nobody means.
  element.addEventListener("click", (event) => {
    if (hasMoved) event.stopImmediatePropagation();
    hasMoved = false;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    element.addEventListener(name, () => {
      if (!element.classList.contains("dragged")) return;
      element.classList.remove("dragged");
      onEnd();
    });
  }
}

/** A handle over the line at ε of a plot of loss space. */
export class BoundLine {
  /** @param {import("./plot.js").Plot} plot @param {(name: string, value: number) => void} onChange */
  constructor(plot, onChange) {
    this.plot = plot;
    this.onChange = onChange;
    this.element = document.createElement("div");
    this.element.className = "handle bound-line";
    this.element.dataset.testid = "bound-line";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "slider");
    this.element.setAttribute("aria-orientation", "vertical");
    this.element.innerHTML = "<span></span>";
    plot.area.append(this.element);
    draggable(
      this.element,
      (event) => this.#move(plot.at(event).y),
      () => plot.area.classList.remove("bound-dragged"),
    );
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /**
   * @param {import("./payload.js").Bound | null | undefined} bound
   * @param {string} label
   * @param {boolean} isNewer Whether a person has moved something since this was sent.
   */
  setBound(bound, label, isNewer = false) {
    this.bound = bound ?? null;
    this.element.hidden = !bound;
    this.element.setAttribute("aria-label", label);
    if (!bound) return;
    // What a person is moving is newer than what the server says.
    const isMoved = isNewer || this.element.classList.contains("dragged");
    if (!isMoved || this.value === undefined) this.value = bound.value;
    this.place();
  }

  /** Lay the handle over the line. */
  place() {
    const { place } = this.plot.runs;
    if (!this.bound || !place) return;
    const { left, top, width, height, y } = place;
    const part = (this.value - y[0]) / (y[1] - y[0]);
    this.element.style.visibility = part >= 0 && part <= 1 ? "" : "hidden";
    this.element.style.left = `${left}px`;
    this.element.style.width = `${width}px`;
    this.element.style.transform = `translateY(${top + height * (1 - part)}px)`;
    this.element.setAttribute("aria-valuemin", String(this.bound.low));
    this.element.setAttribute("aria-valuemax", String(this.bound.high));
    this.element.setAttribute("aria-valuenow", String(this.value));
    /** @type {any} */ (this.element.firstChild).textContent = `ε = ${this.value}`;
  }

  #move(value) {
    const { name, low, high, values } = this.bound;
    const taken = values
      ? values[nearest(values, value)]
      : Number(Math.max(low, Math.min(high, value)).toFixed(3));
    if (taken === this.value) return;
    this.value = taken;
    if (this.element.classList.contains("dragged")) this.plot.area.classList.add("bound-dragged");
    this.place();
    this.onChange(name, taken);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#move(this.#beside(direction, event.shiftKey));
  }

  /** The value one step away, or a leap. @param {number} direction 1 or −1. @param {boolean} leaps */
  #beside(direction, leaps) {
    const { values } = this.bound;
    if (!values) return this.value + direction * (leaps ? BOUND_LEAP : BOUND_STEP);
    const index = nearest(values, this.value) + direction * (leaps ? VALUES_LEAP : 1);
    return values[Math.max(0, Math.min(values.length - 1, index))];
  }
}
