// Where the runs of one view are on its canvas.

import { NOTHING } from "./payload.js";

/**
 * @typedef {object} Place Where the plot is on the canvas, in CSS pixels.
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {[number, number]} x Values at the left and right edge.
 * @property {[number, number]} y Values at the bottom and top edge.
 */

/** Where the axes of a chart lie, read from Plotly's own layout. @param {any} chart @returns {Place} */
export function placeOfAxes({ _fullLayout: { xaxis, yaxis } }) {
  const [left, width, top, height] = [xaxis._offset, xaxis._length, yaxis._offset, yaxis._length];
  return { left, top, width, height, x: xaxis.range.map(Number), y: yaxis.range.map(Number) };
}

/** The trajectories of a view, in pixels. */
export class Positions {
  /** @param {import("./payload.js").View} view @param {Place} place */
  constructor(view, place) {
    this.view = view;
    this.place = place;
    this.runs = view.runs;
    this.steps = view.steps;
    this.stride = view.coordinates * view.runs;
    const { left, top, width, height, x, y } = place;
    const perX = width / (x[1] - x[0]);
    const perY = height / (y[1] - y[0]);
    const overTime = view.coordinates === 1;
    const [rangeX, rangeY] = overTime ? [[0, NOTHING - 1], view.ranges[0]] : view.ranges;
    const unitX = (rangeX[1] - rangeX[0]) / (NOTHING - 1);
    const unitY = (rangeY[1] - rangeY[0]) / (NOTHING - 1);
    this.scaleX = unitX * perX;
    this.shiftX = left + (rangeX[0] - x[0]) * perX;
    this.scaleY = -unitY * perY;
    this.shiftY = top + height - (rangeY[0] - y[0]) * perY;
  }

  isGone(step, run) {
    return this.view.positions[step * this.stride + run] === NOTHING;
  }

  x(step, run) {
    const { view } = this;
    const across = view.coordinates === 1 ? step : view.positions[step * this.stride + run];
    return across * this.scaleX + this.shiftX;
  }

  y(step, run) {
    const { view, stride } = this;
    const at = (step + 1) * stride - view.runs + run;
    return view.positions[at] * this.scaleY + this.shiftY;
  }

  /** A diverged run stays where it was last seen. */
  lastStep(run, frame) {
    let step = Math.min(frame, this.steps);
    while (step >= 0 && this.isGone(step, run)) step--;
    return step;
  }

  isInside(x, y) {
    const { left, top, width, height } = this.place;
    return x >= left && x <= left + width && y >= top && y <= top + height;
  }

  /**
   * The run whose trail so far comes nearest to a point; −1 if none is near.
   * @param {number} x @param {number} y @param {number} frame
   * @param {number} radius In pixels.
   */
  nearest(x, y, frame, radius) {
    let [best, least] = [-1, radius * radius];
    const last = Math.min(frame, this.steps);
    for (let run = 0; run < this.runs; run++) {
      // Of very many runs only the heads are looked at, so that a pointer is followed at once.
      const head = this.lastStep(run, last);
      for (let step = this.runs > 512 ? Math.max(head, 0) : 0; step <= head; step++) {
        const distance = (this.x(step, run) - x) ** 2 + (this.y(step, run) - y) ** 2;
        // Of runs that have met, the one that is drawn last.
        if (distance <= least) [best, least] = [run, distance];
      }
    }
    return best;
  }
}
