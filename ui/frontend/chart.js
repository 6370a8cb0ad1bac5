// The part of a plot that stands still: Plotly draws it, and is told only what changed.

import { placeOfAxes } from "./positions.js";

/** Below this width a plot has smaller type, and narrower margins for it. */
const SMALL = 300;
/** Of the size of type. */
const SMALLER = 11 / 14;
/** In units of the size of type. */
const NARROW = { l: 3.6, r: 0.6, t: 0.6, b: 3.2 };

const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false };
/** On a finger's touch the page scrolls; a mouse zooms. */
const DRAG = matchMedia("(pointer: coarse)").matches ? false : "zoom";

/** A layout for a plot with little room. @param {any} layout */
function inSmall(layout) {
  const size = Math.round(SMALLER * layout.font.size);
  const margin = Object.fromEntries(Object.entries(NARROW).map(([side, ems]) => [side, Math.round(ems * size)]));
  return { ...layout, margin, font: { ...layout.font, size }, shapes: layout.shapes.map((shape) => inSmallShape(shape, size)) };
}

/** @param {any} shape @param {number} size Of type. */
function inSmallShape(shape, size) {
  const { label } = shape;
  return label ? { ...shape, label: { ...label, padding: 3, font: { ...label.font, size } } } : shape;
}

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
    const isSmall = this.zooms && size.width < SMALL;
    const { shapes, ...rest } = isSmall ? inSmall(figure.layout) : figure.layout;
    const base = JSON.stringify([figure.data, rest, size]);
    const constraint = JSON.stringify(shapes);
    if (base !== this.base) {
      // A copy, since Plotly writes what a zoom leaves into the ranges that it was given.
      const layout = structuredClone({ ...rest, shapes, ...size, dragmode: this.zooms && DRAG });
      this.whole = { x: rest.xaxis.range, y: rest.yaxis.range };
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

  /** Where the plot lies, once it is drawn. @returns {import("./positions.js").Place | undefined} */
  place() {
    const { element } = /** @type {any} */ (this);
    return element._fullLayout?.xaxis?._length ? placeOfAxes(element) : undefined;
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
