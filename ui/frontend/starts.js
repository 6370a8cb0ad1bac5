// The starts of runs, to be moved, added and taken away.

import { draggable } from "./bound_line.js";
import { valueOf } from "./payload.js";

const START_STEP = 0.02;
const START_LEAP = 0.1;
/** Finer than a pixel; as many digits as the server keeps. */
const DIGITS = 4;
/** Where a start that is added by a key appears, beside the one that has the focus. */
const BESIDE = 0.1;
const MOVES = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };

/**
 * @typedef {object} StartHooks
 * @property {(starts: [number, number][]) => void} onChange All starts as they should be.
 * @property {(run: number) => void} onPoint
 * @property {(run: number) => void} onPin
 */

/** A handle at each start of a plot of loss space. */
export class Starts {
  /** @param {import("./plot.js").Plot} plot @param {StartHooks} hooks */
  constructor(plot, hooks) {
    this.plot = plot;
    this.hooks = hooks;
    /** @type {HTMLElement[]} */
    this.handles = [];
    /** @type {[number, number][]} */
    this.losses = [];
  }

  /**
   * @param {import("./payload.js").Panel} panel
   * @param {Record<string, string>} words
   * @param {boolean} isNewer Whether a person has moved a start since this was sent.
   */
  setPanel(panel, words, isNewer) {
    this.words = words;
    const { positions } = this.plot.runs;
    const count = panel.touchable && positions ? panel.runs : 0;
    if (isNewer && count) return;
    this.losses = Array.from({ length: count }, (_, run) => [
      Number(valueOf(positions.view, 0, run, 0).toFixed(DIGITS)),
      Number(valueOf(positions.view, 0, run, 1).toFixed(DIGITS)),
    ]);
    this.#matchHandles();
    this.place();
  }

  #matchHandles() {
    const { handles, losses } = this;
    while (handles.length > losses.length) handles.pop()?.remove();
    while (handles.length < losses.length) handles.push(this.#newHandle(handles.length));
  }

  #newHandle(run) {
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = "handle start";
    handle.dataset.testid = `start-${run + 1}`;
    this.plot.area.append(handle);
    draggable(
      handle,
      (event) => this.#drag(run, event),
      () => this.place(),
    );
    handle.addEventListener("focus", () => this.hooks.onPoint(run));
    handle.addEventListener("blur", () => this.hooks.onPoint(-1));
    handle.addEventListener("pointerenter", () => this.hooks.onPoint(run));
    handle.addEventListener("keydown", (event) => this.#key(run, event));
    handle.addEventListener("click", (event) => {
      event.stopPropagation();
      this.hooks.onPin(run);
    });
    return handle;
  }

  /** Lay the handles over the starts. */
  place() {
    const { place } = this.plot.runs;
    if (!place) return;
    const { left, top, width, height, x, y } = place;
    this.handles.forEach((handle, run) => {
      if (handle.classList.contains("dragged")) return;
      const [loss1, loss2] = this.losses[run];
      const across = (loss1 - x[0]) / (x[1] - x[0]);
      const down = 1 - (loss2 - y[0]) / (y[1] - y[0]);
      const isSeen = across >= 0 && across <= 1 && down >= 0 && down <= 1;
      handle.style.visibility = isSeen ? "" : "hidden";
      handle.style.transform = `translate(${left + width * across}px, ${top + height * down}px)`;
      handle.setAttribute("aria-label", this.#label(run));
    });
  }

  #label(run) {
    const [loss1, loss2] = this.losses[run].map((loss) => loss.toFixed(3));
    return this.words.start
      .replace("{run}", String(run + 1))
      .replace("{loss_1}", loss1)
      .replace("{loss_2}", loss2);
  }

  #drag(run, event) {
    const { x, y, across, down } = this.plot.at(event);
    this.handles[run].style.transform = `translate(${across}px, ${down}px)`;
    this.#send(this.losses.map((start, other) => (other === run ? [x, y] : start)));
  }

  /** @param {number} loss1 @param {number} loss2 */
  add(loss1, loss2) {
    if (this.handles.length) this.#send([...this.losses, [loss1, loss2]]);
  }

  /** @param {number} run @param {KeyboardEvent} event */
  #key(run, event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [loss1, loss2] = this.losses[run];
    const move = MOVES[event.key];
    const stride = event.shiftKey ? START_LEAP : START_STEP;
    if (move) {
      const moved = [loss1 + stride * move[0], loss2 + stride * move[1]];
      this.#send(this.losses.map((start, other) => (other === run ? moved : start)));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.#send(this.losses.filter((_, other) => other !== run));
    } else if (event.key === "Insert" || event.key === "+") {
      this.#send([...this.losses, [loss1 + BESIDE, loss2 + BESIDE]]);
    } else if (event.key === "Enter") {
      this.hooks.onPin(run);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #send(starts) {
    const rounded = starts.map((start) => start.map((loss) => Number(loss.toFixed(DIGITS))));
    // The next key goes on from here, not from what the server has answered so far.
    this.losses = rounded;
    this.#matchHandles();
    this.place();
    this.hooks.onChange(rounded);
  }
}
