// Draws where runs are: a head each, counts where they meet, a cursor, and the lifted run.

import { drawMarker } from "./markers.js";
import { FEW_RUNS, SOME_RUNS, tracePath } from "./trails.js";

/** Heads this close, in pixels, are counted as one place. */
const TOGETHER = 6;
/** More texts than this would lie on top of one another. */
const MOST_LABELS = 12;
/** Lower plots have no room for texts, in pixels. */
const LEAST_HEIGHT = 200;
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
  return Math.sqrt(theme.line_width) * (at.place.height < LEAST_HEIGHT ? 0.7 : 1);
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

/**
 * Where heads are, those that lie on top of one another as one place; of those that a zoom
 * has left.
 * @returns {{x: number, y: number, runs: number[]}[]}
 */
function places(at, frame) {
  const found = [];
  for (let run = 0; run < at.runs; run++) {
    const step = at.lastStep(run, frame);
    if (step < 0) continue;
    const [x, y] = [at.x(step, run), at.y(step, run)];
    if (!at.isInside(x, y)) continue;
    const place = found.find((other) => Math.hypot(other.x - x, other.y - y) < TOGETHER);
    if (place) place.runs.push(run);
    else found.push({ x, y, runs: [run] });
  }
  return found;
}

/** Say how many heads lie on top of one another. */
export function drawCounts(c, at, theme, frame) {
  const texts = places(at, frame)
    .filter(({ runs }) => runs.length > 1)
    .map(({ x, y, runs }) => ({ x, y, text: `×${runs.length}` }));
  drawTexts(c, at, theme, texts);
}

/** Say what number the runs at each place have, unless they are all over a small plot. */
export function drawLabels(c, at, theme, frame) {
  if (at.place.height < LEAST_HEIGHT) return;
  const [symbol, ...values] = at.view.labels;
  const each = at.runs / values.length;
  const found = places(at, frame);
  if (found.length > MOST_LABELS) return;
  const texts = found.map(({ x, y, runs }) => {
    const shown = new Set(runs.map((run) => values[Math.floor(run / each)]));
    return { x, y, text: `${symbol} = ${[...shown].join(", ")}` };
  });
  drawTexts(c, at, theme, texts);
}

/** @param {{x: number, y: number, text: string}[]} texts Each beside a point. */
function drawTexts(c, at, theme, texts) {
  c.font = `700 ${Math.max(16, theme.font_size)}px system-ui, Noto Sans SC, sans-serif`;
  c.textBaseline = "middle";
  c.lineWidth = 4;
  c.strokeStyle = theme.paper;
  c.fillStyle = theme.ink;
  const right = at.place.left + at.place.width;
  for (const { x, y, text } of texts) {
    const fits = x + 14 + c.measureText(text).width < right;
    c.textAlign = fits ? "left" : "right";
    const across = fits ? x + 14 : x - 14;
    c.strokeText(text, across, y - 14);
    c.fillText(text, across, y - 14);
  }
}
