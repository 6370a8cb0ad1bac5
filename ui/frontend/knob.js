// A slider with a number box, a mark that says what matters, and a note.

import { fraction, positionOf, positionsOf, valueAt } from "./scale.js";

/**
 * @typedef {object} Mark
 * @property {number} value
 * @property {string} text
 */

/**
 * @typedef {import("./scale.js").Scale & {
 *   name: string, symbol: string, label: string, called: string, boxCalled: string, value: number,
 *   marks: Mark[], note: string, warn: boolean, refused: boolean, revision: number,
 * }} KnobSpec `revision` grows when the server itself has changed the value; `refused` is
 *   whether the note says that another value than asked was taken; slider and box are read out
 *   as `called` and `boxCalled`.
 */

const KNOB_TEMPLATE = `
  <label class="knob-label"><b></b> <span></span></label>
  <input class="knob-number" type="text" inputmode="decimal" autocomplete="off" spellcheck="false">
  <div class="knob-track"><input class="knob-slider" type="range"><div class="knob-marks"></div></div>
  <div class="knob-note"></div>`;

/** The number that a text stands for, a comma being a point; undefined if none.
 * @param {string} text */
function numberOf(text) {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  const value = Number(plain);
  return plain && Number.isFinite(value) ? value : undefined;
}

/** One knob; calls `onInput(name, value)` with a number, or with text that was typed. */
export class Knob {
  /** @param {KnobSpec} spec @param {(name: string, value: number | string) => void} onInput */
  constructor(spec, onInput) {
    this.onInput = onInput;
    this.root = document.createElement("div");
    this.root.className = "knob";
    this.root.innerHTML = KNOB_TEMPLATE;
    const find = (css) => /** @type {any} */ (this.root.querySelector(css));
    this.symbol = find("label b");
    this.label = find("label span");
    this.number = find(".knob-number");
    this.slider = find(".knob-slider");
    this.marks = find(".knob-marks");
    this.note = find(".knob-note");
    // Random, since this module is in the page once with each component that has it.
    this.note.id = `note-${Math.random().toString(36).slice(2)}`;
    for (const input of [this.slider, this.number]) input.setAttribute("aria-describedby", this.note.id);
    this.revision = NaN;
    this.slider.addEventListener("input", () => {
      const value = valueAt(this.spec, Number(this.slider.value));
      this.#showValue(value, false);
      this.onInput(this.spec.name, value);
    });
    /** Whether a person is in the middle of a number. */
    this.typing = false;
    this.number.addEventListener("input", () => {
      this.typing = true;
    });
    this.number.addEventListener("change", () => {
      this.typing = false;
      const typed = numberOf(this.number.value);
      // Text that is no number goes to the server, which says what it should be.
      if (typed === undefined) return this.onInput(this.spec.name, this.number.value);
      this.#showValue(typed, true);
      return this.onInput(this.spec.name, typed);
    });
    // Keys are for the number, but for the one that leaves it.
    this.number.addEventListener("keydown", (event) => event.key !== "Escape" && event.stopPropagation());
    this.update(spec);
  }

  /** @param {KnobSpec} spec */
  update(spec) {
    this.spec = spec;
    this.root.dataset.testid = `knob-${spec.name}`;
    this.symbol.textContent = spec.symbol;
    this.label.textContent = spec.label;
    this.slider.setAttribute("aria-label", spec.called);
    this.number.setAttribute("aria-label", spec.boxCalled);
    for (const [end, at] of Object.entries(positionsOf(spec))) this.slider[end] = String(at);
    // What a person is moving or typing is newer than what the server says.
    if (spec.revision !== this.revision && !this.typing) this.#showValue(spec.value, true);
    this.revision = spec.revision;
    this.#showMarks(spec);
    // Advice is read out with the slider, a refusal at once; the outcome is read out elsewhere.
    if (spec.refused) this.note.setAttribute("role", "alert");
    else this.note.removeAttribute("role");
    this.number.setAttribute("aria-invalid", String(spec.refused));
    this.note.textContent = spec.note;
    this.root.classList.toggle("knob-warn", spec.warn);
  }

  /** Show a value that was chosen elsewhere. @param {number} value */
  follow(value) {
    this.#showValue(value, true);
  }

  #showValue(value, moveSlider) {
    const text = String(value);
    if (moveSlider) this.slider.value = String(positionOf(this.spec, value));
    if (this.number.value !== text) this.number.value = text;
    this.root.dataset.value = text;
    this.slider.setAttribute("aria-valuetext", text);
  }

  #showMarks(spec) {
    this.marks.replaceChildren(
      ...spec.marks.map((mark) => {
        const part = fraction(spec, mark.value);
        const element = document.createElement("div");
        element.className = mark.text ? "knob-mark" : "knob-mark knob-mark-end";
        element.style.left = `calc(${100 * part}% + ${8 - 16 * part}px)`;
        element.dataset.value = String(mark.value);
        element.title = mark.text;
        return element;
      }),
    );
  }
}

/** Sends what a person does, one message at a time, so that none overtakes another. */
export class Sender {
  /** @param {(change: object) => void} send */
  constructor(send) {
    this.send = send;
    this.sequence = 0;
    this.waiting = false;
    /** @type {Map<string, number | string>} */
    this.pending = new Map();
  }

  /** @param {string} name @param {number | string} value */
  change(name, value) {
    this.pending.set(name, value);
    if (!this.waiting) this.#flush();
  }

  /** The server has answered message `sequence`. @param {number} sequence */
  acknowledge(sequence) {
    if (sequence < this.sequence) return;
    this.waiting = false;
    clearTimeout(this.timer);
    if (this.pending.size) this.#flush();
  }

  #flush() {
    const values = Object.fromEntries(this.pending);
    this.pending.clear();
    this.sequence = Math.max(this.sequence + 1, Date.now());
    this.waiting = true;
    // An answer that never comes must not silence the slider.
    this.timer = setTimeout(() => this.acknowledge(this.sequence), 3000);
    this.send({ sequence: this.sequence, values });
  }
}

/**
 * Show knobs in a container, keeping those that stay.
 * @param {HTMLElement} container
 * @param {Map<string, Knob>} knobs Those shown before, by name; brought up to date.
 * @param {KnobSpec[]} specs
 * @param {(name: string, value: number | string) => void} onInput
 */
export function showKnobs(container, knobs, specs, onInput) {
  const wanted = new Set(specs.map((spec) => spec.name));
  for (const [name, knob] of knobs) {
    if (wanted.has(name)) continue;
    knob.root.remove();
    knobs.delete(name);
  }
  specs.forEach((spec, index) => {
    const knob = knobs.get(spec.name);
    if (knob) knob.update(spec);
    else knobs.set(spec.name, new Knob(spec, onInput));
    const { root } = /** @type {Knob} */ (knobs.get(spec.name));
    if (container.children[index] !== root) container.insertBefore(root, container.children[index]);
  });
}
