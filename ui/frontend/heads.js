// Draws where runs are: a head each, counts where they meet, a cursor, and the lifted run.

import { drawMarker } from "./markers.js";
import { FEW_RUNS, SOME_RUNS, tracePath } from "./trails.js";

/** Heads this close, in pixels, are counted as one place. */
const TOGETHER = 6;
/** How much of the runs that are not lifted out is left. */
export const DIMMED = 0.18;

/**
 * @param {CanvasRenderingContext2D} c
 * @param {import("./positions.js").Positions} at
 * @param {import("./payload.js").Theme} theme
 * @param {number[][]} byColor Runs of each colour.
 * @param {number} frame
 */
export function drawHeads(c, at, theme, byColor, frame) {
  byColor.forEach((members, color) => {
    c.fillStyle = theme.palette[color];
    c.strokeStyle = theme.ink;
    for (const run of members) drawHead(c, at, theme, run, frame);
  });
}

function drawHead(c, at, theme, run, frame) {
  const step = at.lastStep(run, frame);
  if (step < 0) return;
  const [x, y] = [at.x(step, run), at.y(step, run)];
  if (at.runs <= FEW_RUNS) {
    drawMarker(c, x, y, step < frame ? -1 : at.view.colors[run], markerScale(at, theme));
    return;
  }
  const size = at.runs <= SOME_RUNS ? 6 : at.runs <= 1024 ? 4 : 3;
  c.fillRect(x - size / 2, y - size / 2, size, size);
}

/** Smaller in a small plot. */
function markerScale(at, theme) {
  return Math.sqrt(theme.line_width) * (at.place.height < 200 ? 0.7 : 1);
}

/** The run that is lifted out: its whole trail so far, and its head. */
export function drawLifted(c, at, theme, run, frame) {
  c.strokeStyle = theme.palette[at.view.colors[run]];
  c.lineWidth = 3 * theme.line_width;
  c.lineJoin = "round";
  c.beginPath();
  tracePath(c, at, run, 0, Math.min(frame, at.steps), 0.7);
  c.stroke();
  c.fillStyle = c.strokeStyle;
  c.strokeStyle = theme.ink;
  drawHead(c, at, theme, run, frame);
}

/** Where the clock is, in a plot over time. */
export function drawCursor(c, at, theme, position) {
  const { left, top, width, height } = at.place;
  const x = position * at.scaleX + at.shiftX;
  if (x < left || x > left + width) return;
  c.strokeStyle = theme.ink;
  c.lineWidth = 1.2 * theme.line_width;
  c.beginPath();
  c.moveTo(x, top);
  c.lineTo(x, top + height);
  c.stroke();
}

/** Say how many heads lie on top of one another, of those that a zoom has left. */
export function drawCounts(c, at, theme, frame) {
  const groups = [];
  for (let run = 0; run < at.runs; run++) {
    const step = at.lastStep(run, frame);
    if (step < 0) continue;
    const [x, y] = [at.x(step, run), at.y(step, run)];
    if (!at.isInside(x, y)) continue;
    const group = groups.find((other) => Math.hypot(other.x - x, other.y - y) < TOGETHER);
    if (group) group.count++;
    else groups.push({ x, y, count: 1 });
  }
  c.font = `700 ${Math.max(16, theme.font_size)}px system-ui, sans-serif`;
  c.textBaseline = "middle";
  c.lineWidth = 4;
  c.strokeStyle = theme.paper;
  c.fillStyle = theme.ink;
  for (const { x, y, count } of groups) {
    if (count === 1) continue;
    c.strokeText(`×${count}`, x + 14, y - 14);
    c.fillText(`×${count}`, x + 14, y - 14);
  }
}
