// A Plotly figure of a sweep, of which only what the first values led to is seen.

import { SavePicture } from "./save_picture.js";

/** On a finger's touch the page scrolls; a mouse zooms. */
const SWEEP_DRAG = matchMedia("(pointer: coarse)").matches ? false : "zoom";
const SWEEP_CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false };

/**
 * A figure is drawn once, whole: Plotly takes a tenth of a second to draw another one, so
 * that what is not to be seen yet is hidden instead. `meta` of a trace has the index of the
 * value that each of its points, or of the pieces of its line, belongs to.
 */
export class SweepChart {
  /**
   * @param {HTMLElement} element
   * @param {string} marks What in a trace has one element for each entry of `meta`.
   * @param {(value: number) => void} onPoint With the index of a value; −1 for none.
   */
  constructor(element, marks, onPoint) {
    this.element = /** @type {any} */ (element);
    this.selector = marks;
    this.onPoint = onPoint;
    this.json = "";
    /** What each value led to. @type {Element[][]} */
    this.marks = [];
    this.shown = Infinity;
    this.lifted = -1;
    this.saving = new SavePicture(/** @type {HTMLElement} */ (element.parentElement), () => this.#pictured());
  }

  /**
   * @param {any} Plotly
   * @param {string} json Of the figure.
   * @param {string} alt The picture in words.
   */
  async draw(Plotly, json, alt) {
    this.Plotly = Plotly;
    this.element.setAttribute("aria-label", alt);
    if (json === this.json) return;
    const isFirst = !this.json;
    this.json = json;
    const { data, layout } = JSON.parse(json);
    await Plotly.react(this.element, data, { ...layout, dragmode: SWEEP_DRAG }, SWEEP_CONFIG);
    if (isFirst) this.#listen(Plotly);
    this.findMarks();
  }

  /** All of the figure, however much of it is seen. */
  #pictured() {
    const { element, Plotly } = this;
    const paper = getComputedStyle(element).getPropertyValue("--st-background-color") || "#fff";
    return { Plotly, chart: element, paper, title: element.getAttribute("aria-label") };
  }

  #listen(Plotly) {
    const { element } = this;
    element.on("plotly_hover", ({ points: [point] }) => {
      const value = point.data.meta[point.pointNumber];
      // Plotly tells of what is hidden, too.
      if (value < this.shown) this.onPoint(value);
      else Plotly.Fx.unhover(element);
    });
    element.on("plotly_unhover", () => this.onPoint(-1));
    element.on("plotly_afterplot", () => {
      this.findMarks();
      this.onPoint(-1);
    });
    new ResizeObserver(() => this.#fit(Plotly)).observe(element);
  }

  /** Drawn again, all of it is to be seen for a moment; so only at another size. */
  #fit(Plotly) {
    const { clientWidth, clientHeight, _fullLayout } = this.element;
    const isSame = clientWidth === _fullLayout.width && clientHeight === _fullLayout.height;
    if (clientWidth && !isSame) Plotly.Plots.resize(this.element);
  }

  /** The groups of the traces that belong to values, with their `meta`.
   * @returns {[Element, number[]][]} */
  traces() {
    const { data, _fullData } = this.element;
    // A trace without any points has no group.
    const groups = data.map((trace, index) => [this.element.querySelector(`.trace${_fullData[index].uid}`), trace.meta]);
    return groups.filter(([group, values]) => group && values);
  }

  /** After each time that Plotly has drawn, what it drew is hidden again as far as it was. */
  findMarks() {
    this.marks = [];
    for (const [group, values] of this.traces()) {
      group.querySelectorAll(this.selector).forEach((mark, index) => {
        const value = values[index];
        (this.marks[value] ??= []).push(mark);
        mark.classList.toggle("later", value >= this.shown);
        mark.classList.toggle("lifted", value === this.lifted);
      });
    }
  }

  /**
   * @param {number} shown How many values have had their turn.
   * @param {number} lifted Index of the one that stands out; −1 for none.
   * @param {boolean} falls Whether what is new is seen to fall into its place.
   */
  reveal(shown, lifted, falls) {
    const [first, end] = [Math.min(shown, this.shown), Math.max(shown, this.shown)];
    for (let value = first; value < Math.min(end, this.marks.length); value++) {
      for (const mark of this.marks[value] ?? []) {
        mark.classList.toggle("later", value >= shown);
        mark.classList.toggle("falls", falls);
      }
    }
    if (lifted !== this.lifted) {
      for (const mark of this.marks[this.lifted] ?? []) mark.classList.remove("lifted");
      for (const mark of this.marks[lifted] ?? []) mark.classList.add("lifted");
    }
    this.shown = shown;
    this.lifted = lifted;
  }
}
