// Draws where runs have been: a line, a dot for each step, a number at the start.

/** Up to this many runs have a marker shape, a number, and a count where they meet. */
export const FEW_RUNS = 12;
/** Up to this many runs have a dot per step beside the trail. */
export const SOME_RUNS = 128;

/** Whether a move is too small to be worth drawing, in pixels: most steps are. */
function isNear(dx, dy, tiny) {
  return Math.abs(dx) + Math.abs(dy) < tiny;
}

/** How wide a trail is, in pixels, and how opaque. @param {number} runs */
function strokeOf(runs) {
  if (runs <= FEW_RUNS) return [1.8, 1];
  if (runs <= SOME_RUNS) return [1.2, 0.8];
  return runs <= 512 ? [0.7, 0.45] : [0.7, 0.2];
}

/**
 * Add one run's trail between two steps to the path of a context.
 * @param {CanvasRenderingContext2D} c
 * @param {import("./positions.js").Positions} at
 */
export function tracePath(c, at, run, from, to, tiny) {
  let [penX, penY] = [NaN, NaN];
  for (let step = from; step <= to; step++) {
    if (at.isGone(step, run)) break;
    const [x, y] = [at.x(step, run), at.y(step, run)];
    if (step > from && step < to && isNear(x - penX, y - penY, tiny)) continue;
    if (step > from) c.lineTo(x, y);
    else c.moveTo(x, y);
    [penX, penY] = [x, y];
  }
}

/**
 * Draw the trails of all runs between two steps.
 * @param {CanvasRenderingContext2D} c
 * @param {import("./positions.js").Positions} at
 * @param {import("./payload.js").Theme} theme
 * @param {number[][]} byColor Runs of each colour.
 * @param {number} from Drawn already up to here; −1 for nothing.
 * @param {number} to
 */
export function drawTrails(c, at, theme, byColor, from, to) {
  const { runs } = at;
  const first = Math.max(0, from);
  if (to > first) {
    const [width, alpha] = strokeOf(runs);
    c.lineJoin = "round";
    c.lineWidth = width * theme.line_width;
    c.globalAlpha = alpha;
    byColor.forEach((members, color) => {
      c.strokeStyle = theme.palette[color];
      c.beginPath();
      for (const run of members) tracePath(c, at, run, first, to, runs <= SOME_RUNS ? 0.7 : 2);
      c.stroke();
    });
    c.globalAlpha = 1;
  }
  // Over time the dots of neighbouring steps would only make the line thicker.
  if (runs <= SOME_RUNS && at.view.coordinates === 2) drawDots(c, at, theme, byColor, from + 1, to);
}

function drawDots(c, at, theme, byColor, from, to) {
  const size = (at.runs <= FEW_RUNS ? 3.2 : 1.8) * Math.sqrt(theme.line_width);
  byColor.forEach((members, color) => {
    c.fillStyle = theme.palette[color];
    for (let step = from; step <= to; step++) {
      for (const run of members) {
        if (at.isGone(step, run)) continue;
        const [x, y] = [at.x(step, run), at.y(step, run)];
        if (step > from && isNear(x - at.x(step - 1, run), y - at.y(step - 1, run), 0.7)) continue;
        c.fillRect(x - size / 2, y - size / 2, size, size);
      }
    }
  });
}

/** Number the starts. @param {CanvasRenderingContext2D} c */
export function drawNumbers(c, at, theme) {
  c.font = `600 ${Math.max(13, theme.font_size)}px system-ui, Noto Sans SC, sans-serif`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.lineWidth = 3;
  c.strokeStyle = theme.paper;
  for (let run = 0; run < at.runs; run++) {
    if (at.isGone(0, run)) continue;
    const [x, y] = [at.x(0, run) + 12, at.y(0, run) - 8];
    c.fillStyle = theme.palette[at.view.colors[run]];
    c.strokeText(String(run + 1), x, y);
    c.fillText(String(run + 1), x, y);
  }
}
