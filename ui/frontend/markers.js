// The head of a run: a shape for each colour, so that runs are told apart without it.

/** Outlines of the seven markers, as points on a circle of radius 1. */
const MARKERS = [
  (c) => c.arc(0, 0, 1, 0, 2 * Math.PI),
  (c) => polygon(c, 4, Math.PI / 4, 1.15),
  (c) => polygon(c, 3, -Math.PI / 2, 1.25),
  (c) => polygon(c, 4, 0, 1.2),
  (c) => polygon(c, 3, Math.PI / 2, 1.25),
  (c) => polygon(c, 5, -Math.PI / 2, 1.15),
  (c) => star(c, 5, 1.45, 0.65),
];

/** @param {CanvasRenderingContext2D} c */
function polygon(c, corners, turn, radius) {
  for (let k = 0; k < corners; k++) {
    const angle = turn + (2 * Math.PI * k) / corners;
    c[k ? "lineTo" : "moveTo"](radius * Math.cos(angle), radius * Math.sin(angle));
  }
  c.closePath();
}

/** @param {CanvasRenderingContext2D} c */
function star(c, rays, outer, inner) {
  for (let k = 0; k < 2 * rays; k++) {
    const angle = (Math.PI * k) / rays - Math.PI / 2;
    const radius = k % 2 ? inner : outer;
    c[k ? "lineTo" : "moveTo"](radius * Math.cos(angle), radius * Math.sin(angle));
  }
  c.closePath();
}

/** How large a marker is, in pixels from its middle. */
const RADIUS = 6.5;

/**
 * Draw a marker in the colours that are set.
 * @param {CanvasRenderingContext2D} c
 * @param {number} x
 * @param {number} y
 * @param {number} color Index of the colour and so of the shape; −1 for a cross, where a run
 *   was last seen before it diverged.
 * @param {number} scale Of its size.
 */
export function drawMarker(c, x, y, color, scale = 1) {
  c.save();
  c.translate(x, y);
  c.scale(scale * RADIUS, scale * RADIUS);
  c.beginPath();
  if (color < 0) {
    c.moveTo(-1, -1);
    c.lineTo(1, 1);
    c.moveTo(-1, 1);
    c.lineTo(1, -1);
  } else {
    MARKERS[color % MARKERS.length](c);
    c.fill();
  }
  c.restore();
  c.lineWidth = color < 0 ? 3 : 1.4;
  c.stroke();
}
