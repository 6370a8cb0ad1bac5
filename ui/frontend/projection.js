// From values to pixels, in charts of two and of three dimensions that Plotly has drawn.

/** @typedef {[number, number, number]} Point Pixels across and down, both times the third. */

/** In two dimensions. @param {any} chart @returns {(x: number, y: number) => Point} */
export function flatProjection({ _fullLayout: { xaxis, yaxis } }) {
  return (x, y) => [xaxis._offset + xaxis.d2p(x), yaxis._offset + yaxis.d2p(y), 1];
}

/**
 * In three, as the camera of the only scene, which fills the chart, sees them now. What is
 * halfway between two values is halfway between two points, the third number being kept.
 * @param {any} chart
 * @returns {(x: number, y: number, z: number) => Point}
 */
export function solidProjection(chart) {
  const { dataScale, glplot } = chart._fullLayout.scene._scene;
  const { model, view, projection } = glplot.cameraParams;
  const [width, height] = [chart.clientWidth, chart.clientHeight];
  return (...values) => {
    const scaled = [...values.map((value, axis) => value * dataScale[axis]), 1];
    const [x, y, , w] = [model, view, projection].reduce((point, matrix) => product(matrix, point), scaled);
    return [(width * (w + x)) / 2, (height * (w - y)) / 2, w];
  };
}

/** @param {ArrayLike<number>} matrix Column by column. @param {number[]} vector */
function product(matrix, vector) {
  return vector.map((_, row) => vector.reduce((sum, value, column) => sum + matrix[4 * column + row] * value, 0));
}

/** @param {Point} point */
export function pixelOf([x, y, w]) {
  return { x: x / w, y: y / w };
}
