// The part of a plot that stands still: Plotly draws it, and is told only what changed.

/** Below this width a plot has smaller type, and narrower margins for it. */
const SMALL = 300;
const SMALLER = { font: { size: 11 }, margin: { l: 40, r: 6, t: 6, b: 36 } };

const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false };
/** On a finger's touch the page scrolls; a mouse zooms. */
const DRAG = matchMedia("(pointer: coarse)").matches ? false : "zoom";

/** One Plotly chart that is drawn once and then only updated. */
export class Chart {
  /**
   * @param {HTMLElement} element
   * @param {boolean} zooms Whether a rectangle that is dragged in it is looked at closer.
   * @param {() => void} onMoved Called after a zoom.
   */
  constructor(element, zooms, onMoved) {
    this.element = element;
    this.zooms = zooms;
    this.onMoved = onMoved;
    this.base = "";
    this.shapes = "";
  }

  /**
   * @param {any} Plotly
   * @param {{data: any[], layout: any}} figure
   * @param {{width: number, height: number}} size
   */
  show(Plotly, figure, size) {
    this.Plotly = Plotly;
    const { shapes, ...rest } = figure.layout;
    const base = JSON.stringify([figure.data, rest, size]);
    const constraint = JSON.stringify(shapes);
    if (base !== this.base) {
      const layout = { ...figure.layout, ...size, dragmode: this.zooms && DRAG };
      if (this.zooms && size.width < SMALL) {
        Object.assign(layout, { ...SMALLER, font: { ...layout.font, ...SMALLER.font } });
      }
      this.whole = { x: layout.xaxis.range, y: layout.yaxis.range };
      Plotly.react(this.element, figure.data, layout, { ...CONFIG, staticPlot: !this.zooms });
      this.#listen();
    } else if (constraint !== this.shapes) {
      Plotly.relayout(this.element, { shapes });
    }
    this.base = base;
    this.shapes = constraint;
  }

  #listen() {
    if (this.listening) return;
    this.listening = true;
    /** @type {any} */ (this.element).on("plotly_relayout", (change) => {
      if (!("shapes" in change)) this.onMoved();
    });
  }

  /** Where the plot lies, read from Plotly's own layout.
   * @returns {import("./positions.js").Place | undefined} */
  place() {
    const layout = /** @type {any} */ (this.element)._fullLayout;
    if (!layout?.xaxis?._length) return undefined;
    const { xaxis, yaxis } = layout;
    return {
      left: xaxis._offset,
      top: yaxis._offset,
      width: xaxis._length,
      height: yaxis._length,
      x: xaxis.range.map(Number),
      y: yaxis.range.map(Number),
    };
  }

  get isZoomed() {
    const place = this.place();
    if (!place || !this.whole) return false;
    const shown = place.x[1] - place.x[0];
    return shown < 0.98 * (this.whole.x[1] - this.whole.x[0]);
  }

  /**
   * Look closer at a point, or less close.
   * @param {number} factor Of what is seen.
   * @param {number} x Value that stays where it is.
   * @param {number} y
   */
  zoom(factor, x, y) {
    const place = this.place();
    if (!place || !this.whole) return;
    const around = (value, [low, high]) => [value + (low - value) * factor, value + (high - value) * factor];
    const [left, right] = around(x, place.x);
    if (right - left >= this.whole.x[1] - this.whole.x[0]) return this.showWhole();
    this.Plotly.relayout(this.element, { "xaxis.range": [left, right], "yaxis.range": around(y, place.y) });
  }

  showWhole() {
    const { x, y } = this.whole;
    this.Plotly.relayout(this.element, { "xaxis.range": [...x], "yaxis.range": [...y] });
  }
}
