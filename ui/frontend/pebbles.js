// Pebbles on a canvas over a chart, each as far along its run as the clock is.

import { pixelOf } from "./projection.js";

/** How large a pebble is, in pixels from its middle: a star is still seen around it. */
const PEBBLE = 5.5;

/** @typedef {([number, number] | null)[][]} Paths Losses by run and iterate; null is not drawn. */

/**
 * Losses of each run at a time between its start, 0, and its end, 1; null where there are none.
 * @param {Paths} paths @param {number} time
 */
export function lossesAt(paths, time) {
  return paths.map((path) => {
    const at = time * (path.length - 1);
    const [before, after] = [path[Math.floor(at)], path[Math.ceil(at)]];
    if (!before || !after) return null;
    return before.map((loss, axis) => loss + (at - Math.floor(at)) * (after[axis] - loss));
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {(number[] | null)[]} losses Of each run.
 * @param {(losses: number[]) => import("./projection.js").Point} project
 * @param {import("./payload.js").Theme} theme
 */
export function drawPebbles(canvas, losses, project, theme) {
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const ratio = Math.min(2, devicePixelRatio || 1);
  const [width, height] = [canvas.clientWidth * ratio, canvas.clientHeight * ratio].map(Math.round);
  // Setting the size of a canvas costs time, even if it is the same.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
  c.strokeStyle = theme.paper;
  losses.forEach((at, run) => {
    if (!at) return;
    const { x, y } = pixelOf(project(at));
    c.fillStyle = theme.palette[run % theme.palette.length];
    c.beginPath();
    c.arc(x, y, PEBBLE * Math.sqrt(theme.line_width), 0, 2 * Math.PI);
    c.fill();
    c.stroke();
  });
}
