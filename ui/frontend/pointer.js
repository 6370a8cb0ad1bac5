// What a mouse does in a plot: point at a run, pin it, add a start, look closer.

/** How near a run is pointed at, in pixels. */
const NEAR = 14;
/** A press that moves no further than this, in pixels, is a click. */
const STILL = 4;
const DOUBLE_CLICK_MS = 400;
const ZOOM_STEP = 1.2;

/**
 * @typedef {object} Hooks
 * @property {() => number} frame
 * @property {(run: number) => void} onPoint Run of the panel; −1 for none.
 * @property {(run: number) => void} onPin
 * @property {(loss1: number, loss2: number) => void} onAdd
 * @property {(x: number, y: number) => boolean} [onAnswer] Says whether a click was an answer.
 */

/** Listens to one plot. */
export class Pointer {
  /** @param {import("./plot.js").Plot} plot @param {Hooks} hooks */
  constructor(plot, hooks) {
    this.plot = plot;
    this.hooks = hooks;
    this.pressed = undefined;
    this.clickedAt = { time: -Infinity, x: 0, y: 0 };
    const { area } = plot;
    area.addEventListener("pointermove", (event) => this.#move(event));
    area.addEventListener("pointerleave", () => hooks.onPoint(-1));
    // Plotly keeps the later events of a press to itself, so that the window is listened to.
    area.addEventListener("pointerdown", (event) => this.#press(event), true);
    area.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  #nearest(event) {
    const { runs, view } = this.plot;
    if (!runs.positions) return -1;
    const { across, down } = this.plot.at(event);
    const run = runs.positions.nearest(across, down, this.hooks.frame(), NEAR);
    return run < 0 ? run : run * view.every;
  }

  #move(event) {
    if (event.buttons || this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (this.plot.area.matches(":hover")) this.hooks.onPoint(this.#nearest(event));
    });
  }

  #press(event) {
    if (event.button !== 0 || /** @type {HTMLElement} */ (event.target).closest(".handle")) return;
    const { clientX, clientY } = event;
    const release = (later) => {
      if (Math.hypot(later.clientX - clientX, later.clientY - clientY) <= STILL) this.#click(later);
    };
    addEventListener("pointerup", release, { capture: true, once: true });
    // A finger that scrolls the page has clicked nothing.
    const forget = () => removeEventListener("pointerup", release, true);
    addEventListener("pointercancel", forget, { capture: true, once: true });
  }

  #click(event) {
    const { time, x, y } = this.clickedAt;
    const isDouble =
      event.timeStamp - time < DOUBLE_CLICK_MS && Math.hypot(event.clientX - x, event.clientY - y) <= STILL;
    const at = this.plot.at(event);
    if (this.hooks.onAnswer?.(at.x, at.y)) return;
    this.clickedAt = { time: isDouble ? -Infinity : event.timeStamp, x: event.clientX, y: event.clientY };
    if (isDouble && this.plot.kind === "loss") {
      this.hooks.onAdd(at.x, at.y);
    } else if (!isDouble) {
      this.hooks.onPin(this.#nearest(event));
    }
  }

  /** The page scrolls, unless Ctrl is held. */
  #wheel(event) {
    if (!event.ctrlKey || this.plot.kind !== "loss") return;
    event.preventDefault();
    const { x, y } = this.plot.at(event);
    this.plot.chart.zoom(event.deltaY > 0 ? ZOOM_STEP : 1 / ZOOM_STEP, x, y);
  }
}
