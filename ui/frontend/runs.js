// Draws the runs of one panel on two canvases: trails that grow, heads that move.

import { drawMarker } from "./markers.js";
import { NOTHING } from "./payload.js";

/** Up to this many runs have a marker shape, a number, and a count where they meet. */
const FEW_RUNS = 12;
/** Up to this many runs have a dot per step beside the trail. */
const SOME_RUNS = 128;
/** Heads this close, in pixels, are counted as one place. */
const TOGETHER = 6;

/**
 * @typedef {object} Place Where the plot is on the canvas, in CSS pixels.
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {[number, number]} x Losses at the left and right edge.
 * @property {[number, number]} y Losses at the bottom and top edge.
 */

/** Whether a move is too small to be worth drawing, in pixels: most steps are. */
function isNear(dx, dy, tiny) {
  return Math.abs(dx) + Math.abs(dy) < tiny;
}

/** The trajectories of one panel, and how far they are drawn. */
export class Runs {
  /**
   * @param {HTMLCanvasElement} trails
   * @param {HTMLCanvasElement} heads
   */
  constructor(trails, heads) {
    this.trails = /** @type {CanvasRenderingContext2D} */ (trails.getContext("2d"));
    this.heads = /** @type {CanvasRenderingContext2D} */ (heads.getContext("2d"));
    this.drawn = -1;
  }

  /** Take new trajectories; nothing of the old ones stays.
   * @param {import("./payload.js").Panel} panel
   * @param {[number, number]} range
   * @param {import("./payload.js").Theme} theme */
  setPanel(panel, range, theme) {
    this.panel = panel;
    this.theme = theme;
    this.range = range;
    this.byColor = theme.palette.map((_, color) =>
      Array.from(panel.colors.keys()).filter((run) => panel.colors[run] === color),
    );
    this.drawn = -1;
  }

  /** @param {Place} place @param {number} ratio Device pixels per CSS pixel. */
  setPlace(place, ratio) {
    this.place = place;
    for (const c of [this.trails, this.heads]) {
      c.canvas.width = Math.round(c.canvas.clientWidth * ratio);
      c.canvas.height = Math.round(c.canvas.clientHeight * ratio);
      c.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    this.drawn = -1;
  }

  /** Show a step: add to the trails if it is later than the one shown, else start anew.
   * @param {number} frame */
  draw(frame) {
    if (!this.panel || !this.place) return;
    const { trails, heads } = this;
    const shown = Math.min(frame, this.panel.steps);
    this.#prepareScale();
    if (shown < this.drawn || this.drawn < 0) {
      trails.clearRect(0, 0, trails.canvas.width, trails.canvas.height);
      this.drawn = -1;
    }
    trails.save();
    this.#clip(trails);
    if (this.drawn < 0 && this.panel.runs <= FEW_RUNS) this.#drawNumbers();
    this.#drawTrails(Math.max(0, this.drawn), shown);
    trails.restore();
    heads.clearRect(0, 0, heads.canvas.width, heads.canvas.height);
    heads.save();
    this.#clip(heads);
    this.#drawHeads(shown);
    heads.restore();
    if (this.panel.runs <= FEW_RUNS) this.#drawCounts(shown);
    this.drawn = shown;
  }

  /** What lies on an edge is drawn whole. @param {CanvasRenderingContext2D} c */
  #clip(c) {
    const { left, top, width, height } = this.place;
    c.beginPath();
    c.rect(left - 8, top - 8, width + 16, height + 16);
    c.clip();
  }

  #prepareScale() {
    const { left, top, width, height, x, y } = this.place;
    const unit = (this.range[1] - this.range[0]) / (NOTHING - 1);
    this.scaleX = (unit * width) / (x[1] - x[0]);
    this.shiftX = left + ((this.range[0] - x[0]) * width) / (x[1] - x[0]);
    this.scaleY = (-unit * height) / (y[1] - y[0]);
    this.shiftY = top + height - ((this.range[0] - y[0]) * height) / (y[1] - y[0]);
  }

  /** Where on the canvas the position with an index is: across, and down. */
  #x(at) {
    return this.panel.positions[at] * this.scaleX + this.shiftX;
  }

  #y(at) {
    return this.panel.positions[at + this.panel.runs] * this.scaleY + this.shiftY;
  }

  #isInside(x, y) {
    const { left, top, width, height } = this.place;
    return x >= left && x <= left + width && y >= top && y <= top + height;
  }

  #drawTrails(from, to) {
    const { positions, runs } = this.panel;
    const c = this.trails;
    if (to <= from) {
      if (runs <= SOME_RUNS) this.#drawDots(from, to);
      return;
    }
    const tiny = runs <= SOME_RUNS ? 0.7 : 2;
    c.lineJoin = "round";
    c.lineWidth = runs <= FEW_RUNS ? 1.6 : runs <= SOME_RUNS ? 1.1 : 0.7;
    c.globalAlpha = runs <= FEW_RUNS ? 0.85 : runs <= SOME_RUNS ? 0.6 : runs <= 512 ? 0.35 : 0.2;
    this.byColor.forEach((members, color) => {
      c.strokeStyle = this.theme.palette[color];
      c.beginPath();
      for (const run of members) {
        let [penX, penY] = [NaN, NaN];
        for (let step = from; step <= to; step++) {
          const at = 2 * step * runs + run;
          if (positions[at] === NOTHING) break;
          const x = this.#x(at);
          const y = this.#y(at);
          if (step > from && step < to && isNear(x - penX, y - penY, tiny)) continue;
          if (step > from) c.lineTo(x, y);
          else c.moveTo(x, y);
          [penX, penY] = [x, y];
        }
      }
      c.stroke();
    });
    c.globalAlpha = 1;
    if (runs <= SOME_RUNS) this.#drawDots(from === 0 ? 0 : from + 1, to);
  }

  #drawDots(from, to) {
    const { positions, runs } = this.panel;
    const size = runs <= FEW_RUNS ? 3.2 : 1.8;
    this.byColor.forEach((members, color) => {
      this.trails.fillStyle = this.theme.palette[color];
      for (let step = from; step <= to; step++) {
        for (const run of members) {
          const at = 2 * step * runs + run;
          if (positions[at] === NOTHING) continue;
          const before = Math.max(run, at - 2 * runs);
          const dx = (positions[at] - positions[before]) * this.scaleX;
          const dy = (positions[at + runs] - positions[before + runs]) * this.scaleY;
          if (step > from && isNear(dx, dy, 0.7)) continue;
          const x = this.#x(at);
          const y = this.#y(at);
          this.trails.fillRect(x - size / 2, y - size / 2, size, size);
        }
      }
    });
  }

  #drawNumbers() {
    const { positions, runs } = this.panel;
    const c = this.trails;
    c.font = "600 13px system-ui, sans-serif";
    c.textAlign = "center";
    c.textBaseline = "middle";
    for (let run = 0; run < runs; run++) {
      if (positions[run] === NOTHING) continue;
      const x = this.#x(run);
      const y = this.#y(run);
      c.lineWidth = 3;
      c.strokeStyle = this.theme.paper;
      c.fillStyle = this.theme.palette[this.panel.colors[run]];
      c.strokeText(String(run + 1), x + 12, y - 8);
      c.fillText(String(run + 1), x + 12, y - 8);
    }
  }

  #drawHeads(frame) {
    const { runs, colors } = this.panel;
    const c = this.heads;
    const few = runs <= FEW_RUNS;
    const size = runs <= SOME_RUNS ? 6 : runs <= 1024 ? 4 : 3;
    this.byColor.forEach((members, color) => {
      c.fillStyle = this.theme.palette[color];
      c.strokeStyle = this.theme.ink;
      for (const run of members) {
        const step = this.#lastStep(run, frame);
        if (step < 0) continue;
        const at = 2 * step * runs + run;
        const x = this.#x(at);
        const y = this.#y(at);
        if (few) drawMarker(c, x, y, step < frame ? -1 : colors[run]);
        else c.fillRect(x - size / 2, y - size / 2, size, size);
      }
    });
  }

  /** Say how many heads lie on top of one another, of those that a zoom has left. */
  #drawCounts(frame) {
    const { runs } = this.panel;
    const groups = [];
    for (let run = 0; run < runs; run++) {
      const step = this.#lastStep(run, frame);
      if (step < 0) continue;
      const at = 2 * step * runs + run;
      const x = this.#x(at);
      const y = this.#y(at);
      if (!this.#isInside(x, y)) continue;
      const group = groups.find((other) => Math.hypot(other.x - x, other.y - y) < TOGETHER);
      if (group) group.count++;
      else groups.push({ x, y, count: 1 });
    }
    const c = this.heads;
    c.font = "700 16px system-ui, sans-serif";
    c.textBaseline = "middle";
    c.lineWidth = 4;
    c.strokeStyle = this.theme.paper;
    c.fillStyle = this.theme.ink;
    for (const { x, y, count } of groups) {
      if (count === 1) continue;
      c.strokeText(`×${count}`, x + 14, y - 14);
      c.fillText(`×${count}`, x + 14, y - 14);
    }
  }

  /** A diverged run stays where it was last seen. */
  #lastStep(run, frame) {
    const { positions, runs } = this.panel;
    let step = frame;
    while (step >= 0 && positions[2 * step * runs + run] === NOTHING) step--;
    return step;
  }
}
