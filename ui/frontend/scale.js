// From the position of a slider to a value worth showing, and back.

/** Positions of a slider with a logarithmic scale. */
export const LOG_POSITIONS = 200;

/**
 * @typedef {object} Scale
 * @property {number} low
 * @property {number} high
 * @property {number} step Of a linear scale; ignored by a logarithmic one.
 * @property {"linear" | "log"} scale
 * @property {boolean} whole Whether only whole numbers make sense.
 */

/** @param {Scale} scale @param {number} value @returns {number} Between 0 and 1. */
export function fraction({ low, high, scale }, value) {
  const part =
    scale === "log"
      ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
      : (value - low) / (high - low);
  return Math.max(0, Math.min(1, part));
}

/** @param {Scale} scale @param {number} position @returns {number} */
export function valueAt(scale, position) {
  if (scale.scale === "linear") return tidy(position, scale);
  const part = position / LOG_POSITIONS;
  return tidy(scale.low * (scale.high / scale.low) ** part, scale);
}

/** @param {Scale} scale @param {number} value @returns {number} */
export function positionOf(scale, value) {
  if (scale.scale === "linear") return Math.max(scale.low, Math.min(scale.high, value));
  return Math.round(fraction(scale, value) * LOG_POSITIONS);
}

/** Three significant digits, or whole. @param {number} value @param {Scale} scale */
function tidy(value, scale) {
  if (scale.whole) return Math.round(value);
  return Number(scale.scale === "log" ? value.toPrecision(3) : value.toFixed(4));
}
