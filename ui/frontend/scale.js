// From the position of a slider to a value worth showing, and back.

/** Positions of a slider with a logarithmic scale. */
export const LOG_POSITIONS = 200;

/**
 * @typedef {object} Scale
 * @property {number} low
 * @property {number} high
 * @property {number} step Of a linear scale; ignored by a logarithmic one.
 * @property {"linear" | "log" | "list"} scale
 * @property {boolean} whole Whether only whole numbers make sense.
 * @property {number[]} [values] Of a list: all that there are, in order, one position each.
 */

/** The index of the value nearest to another one. @param {number[]} values In order. @param {number} value */
export function nearest(values, value) {
  let best = 0;
  values.forEach((other, index) => {
    if (Math.abs(other - value) < Math.abs(values[best] - value)) best = index;
  });
  return best;
}

/** Where a value lies in a list, between two of its indices. @param {number[]} values @param {number} value */
function placeIn(values, value) {
  const after = values.findIndex((other) => other > value);
  if (after === 0) return 0;
  if (after < 0) return values.length - 1;
  const before = values[after - 1];
  return after - 1 + (value - before) / (values[after] - before);
}

/** @param {Scale} scale @param {number} value @returns {number} Between 0 and 1. */
export function fraction({ low, high, scale, values }, value) {
  if (scale === "list") return placeIn(values, value) / Math.max(1, values.length - 1);
  const part =
    scale === "log"
      ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
      : (value - low) / (high - low);
  return Math.max(0, Math.min(1, part));
}

/** @param {Scale} scale @param {number} position @returns {number} */
export function valueAt(scale, position) {
  if (scale.scale === "list") return scale.values[Math.round(position)];
  if (scale.scale === "linear") return tidy(position, scale);
  const part = position / LOG_POSITIONS;
  return tidy(scale.low * (scale.high / scale.low) ** part, scale);
}

/** @param {Scale} scale @param {number} value @returns {number} */
export function positionOf(scale, value) {
  if (scale.scale === "list") return nearest(scale.values, value);
  if (scale.scale === "linear") return Math.max(scale.low, Math.min(scale.high, value));
  return Math.round(fraction(scale, value) * LOG_POSITIONS);
}

/** Three significant digits, or whole. @param {number} value @param {Scale} scale */
function tidy(value, scale) {
  if (scale.whole) return Math.round(value);
  return Number(scale.scale === "log" ? value.toPrecision(3) : value.toFixed(4));
}

/** The ends of a slider's positions, and how far they are apart. @param {Scale} scale */
export function positionsOf({ low, high, step, scale, values }) {
  if (scale === "linear") return { min: low, max: high, step };
  return { min: 0, max: scale === "list" ? values.length - 1 : LOG_POSITIONS, step: 1 };
}
