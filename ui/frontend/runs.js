// The runs of one view on two canvases: trails that grow, heads that move.

import { DIMMED, drawCounts, drawCursor, drawHeads, drawLabels, drawLifted } from "./heads.js";
import { Positions } from "./positions.js";
import { FEW_RUNS, drawNumbers, drawTrails } from "./trails.js";

/** The trajectories of one view, and how far they are drawn. */
export class Runs {
  /**
   * @param {HTMLCanvasElement} trails
   * @param {HTMLCanvasElement} heads
   */
  constructor(trails, heads) {
    this.trails = /** @type {CanvasRenderingContext2D} */ (trails.getContext("2d"));
    this.heads = /** @type {CanvasRenderingContext2D} */ (heads.getContext("2d"));
    this.drawn = -1;
    /** @type {Positions | undefined} */
    this.positions = undefined;
  }

  /** Take new trajectories; nothing of the old ones stays.
   * @param {import("./payload.js").View} view
   * @param {import("./payload.js").Theme} theme */
  setView(view, theme) {
    this.view = view;
    this.theme = theme;
    this.byColor = theme.palette.map((_, color) =>
      Array.from(view.colors.keys()).filter((run) => view.colors[run] === color),
    );
    this.#restart();
  }

  /** @param {import("./positions.js").Place} place @param {number} ratio Device pixels per CSS pixel. */
  setPlace(place, ratio) {
    this.place = place;
    for (const c of [this.trails, this.heads]) {
      c.canvas.width = Math.round(c.canvas.clientWidth * ratio);
      c.canvas.height = Math.round(c.canvas.clientHeight * ratio);
      c.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    this.#restart();
  }

  #restart() {
    this.drawn = -1;
    this.positions = this.view && this.place && new Positions(this.view, this.place);
  }

  /**
   * Show a step: add to the trails if it is later than the one shown, else start anew.
   * @param {number} frame
   * @param {number} position Of the clock, for the cursor of a plot over time.
   * @param {number} lifted Run of the panel that is lifted out; −1 for none.
   */
  draw(frame, position, lifted) {
    const { trails, heads, theme, positions: at } = this;
    if (!at) return;
    const shown = Math.min(frame, at.steps);
    if (shown < this.drawn || this.drawn < 0) {
      trails.clearRect(0, 0, trails.canvas.width, trails.canvas.height);
      this.drawn = -1;
    }
    const few = at.runs <= FEW_RUNS;
    const isPlane = at.view.coordinates === 2;
    const isLabelled = at.view.labels.length > 0;
    this.#clipped(trails, () => {
      if (this.drawn < 0 && few && isPlane && !isLabelled) drawNumbers(trails, at, theme);
      if (shown > this.drawn) drawTrails(trails, at, theme, this.byColor, this.drawn, shown);
    });
    this.drawn = shown;
    // A run that the smaller plots leave out dims nothing in them.
    const own = lifted % at.view.every === 0 && lifted >= 0 ? lifted / at.view.every : -1;
    const isLifted = own >= 0 && own < at.runs;
    trails.canvas.style.opacity = isLifted ? String(DIMMED) : "";
    heads.clearRect(0, 0, heads.canvas.width, heads.canvas.height);
    this.#clipped(heads, () => {
      if (!isPlane) drawCursor(heads, at, theme, Math.min(position, at.steps));
      heads.globalAlpha = isLifted ? DIMMED : 1;
      drawHeads(heads, at, theme, this.byColor, shown);
      heads.globalAlpha = 1;
      if (isLifted) drawLifted(heads, at, theme, own, shown);
    });
    if (isLifted || !isPlane) return;
    if (isLabelled) drawLabels(heads, at, theme, shown);
    else if (few) drawCounts(heads, at, theme, shown);
  }

  /** What lies on an edge is drawn whole. @param {CanvasRenderingContext2D} c */
  #clipped(c, draw) {
    const { left, top, width, height } = this.place;
    c.save();
    c.beginPath();
    c.rect(left - 8, top - 8, width + 16, height + 16);
    c.clip();
    draw();
    c.restore();
  }
}
