// One sweep: its front, its response curves, how much is covered, and where its knob is.

import { SweepChart } from "./sweep_chart.js";

const SVG = "http://www.w3.org/2000/svg";
/** Room for the width of a line, in pixels. */
const CLIP_MARGIN = 4;
const SIDE_TEMPLATE = `
  <h2 class="side"></h2>
  <p><span class="covered-share"></span><span class="knob-value"></span></p>
  <div class="meter" role="meter" aria-valuemin="0" aria-valuemax="100"><div></div></div>
  <div class="charts">
    <div><div class="sweep-chart front-chart" role="img"></div></div>
    <div><div class="sweep-chart" role="img"></div><div class="knob-line"></div></div>
  </div>`;

/**
 * @typedef {object} Side
 * @property {string} title
 * @property {Record<string, string>} saveWords
 * @property {string} front Figure as JSON.
 * @property {string} frontAlt
 * @property {string} response Figure as JSON.
 * @property {string} responseAlt
 * @property {number[]} values Rising.
 * @property {string[]} knob What is said of the knob after so many values, none to all.
 * @property {number[]} share Of the front that is covered after so many, in percent.
 * @property {string[]} covered The same in words.
 */

let sides = 0;

export class SweepSide {
  /** @param {HTMLElement} parent @param {() => void} onPoint Called when another value is pointed at. */
  constructor(parent, onPoint) {
    this.root = document.createElement("section");
    this.root.className = "sweep-side";
    this.root.innerHTML = SIDE_TEMPLATE;
    parent.append(this.root);
    const find = (css) => /** @type {HTMLElement} */ (this.root.querySelector(css));
    this.parts = {
      title: find("h2"),
      share: find(".covered-share"),
      knob: find(".knob-value"),
      meter: find(".meter"),
      line: find(".knob-line"),
    };
    this.parts.share.id = `sweep-share-${++sides}`;
    this.parts.meter.setAttribute("aria-labelledby", this.parts.share.id);
    this.pointed = -1;
    const point = (value) => {
      this.pointed = value;
      onPoint();
    };
    this.front = new SweepChart(find(".front-chart"), "path.point, .lines path", point);
    this.response = new SweepChart(find(".sweep-chart:not(.front-chart)"), "path.point", point);
    this.clip = document.createElementNS(SVG, "clipPath");
    this.clip.id = `sweep-clip-${sides}`;
    this.clip.append(document.createElementNS(SVG, "rect"));
  }

  /** @param {any} Plotly @param {Side} side */
  async update(Plotly, side) {
    this.side = side;
    this.parts.title.textContent = side.title;
    for (const chart of [this.front, this.response]) chart.saving.setWords(side.saveWords);
    await this.front.draw(Plotly, side.front, side.frontAlt);
    await this.response.draw(Plotly, side.response, side.responseAlt);
  }

  /** What the knob is at once a share of the sweep is done, from 0 to 1.
   * @param {number} done */
  valueAt(done) {
    return this.side.knob[this.#count(done)];
  }

  #count(done) {
    return Math.floor(done * this.side.values.length + 1e-9);
  }

  /**
   * @param {number} done Share of the sweep, from 0 to 1.
   * @param {boolean} falls Whether what is new is seen to fall into its place.
   */
  show(done, falls) {
    const { side, parts, pointed } = this;
    const count = this.#count(done);
    const isUnderWay = count > 0 && done < 1;
    const lifted = pointed >= 0 && pointed < count ? pointed : isUnderWay ? count - 1 : -1;
    this.front.reveal(count, lifted, falls);
    this.response.reveal(count, lifted, false);
    const reached = Math.max(0, done * side.values.length - 1);
    this.#moveKnob(pointed >= 0 && lifted === pointed ? pointed : reached, lifted >= 0);
    this.#clipLines(count);
    parts.knob.textContent = lifted >= 0 ? side.knob[lifted + 1] : "";
    if (parts.share.textContent !== side.covered[count]) parts.share.textContent = side.covered[count];
    parts.meter.setAttribute("aria-valuenow", String(side.share[count]));
    /** @type {HTMLElement} */ (parts.meter.firstElementChild).style.width = `${side.share[count]}%`;
    this.root.dataset.shown = String(count);
  }

  /** The line at the knob. @param {number} at Index of the value, or between two. @param {boolean} isSeen */
  #moveKnob(at, isSeen) {
    const { element } = this.response;
    const { xaxis, yaxis } = element._fullLayout;
    const pixel = (index) => {
      const { values } = this.side;
      const low = Math.min(Math.floor(index), values.length - 1);
      const high = Math.min(low + 1, values.length - 1);
      return xaxis.d2p(values[low]) + (index - low) * (xaxis.d2p(values[high]) - xaxis.d2p(values[low]));
    };
    const { style } = this.parts.line;
    style.display = isSeen ? "block" : "none";
    style.transform = `translateX(${xaxis._offset + pixel(at)}px)`;
    style.top = `${yaxis._offset}px`;
    style.height = `${yaxis._length}px`;
  }

  /** The lines of the response curves, as far as the knob has come; markers are hidden singly.
   * @param {number} count */
  #clipLines(count) {
    const { values } = this.side;
    const { element } = this.response;
    if (!this.clip.isConnected) element.querySelector(".main-svg defs").append(this.clip);
    const { xaxis, yaxis } = element._fullLayout;
    const width = count ? xaxis.d2p(values[count - 1]) + CLIP_MARGIN : 0;
    const box = { x: -CLIP_MARGIN, y: -CLIP_MARGIN, width, height: yaxis._length + 2 * CLIP_MARGIN };
    for (const [name, value] of Object.entries(box)) this.clip.firstElementChild.setAttribute(name, String(value));
    for (const [group] of this.response.traces()) {
      const lines = /** @type {SVGElement | null} */ (group.querySelector(".lines"));
      if (lines) lines.style.clipPath = count < values.length ? `url(#${this.clip.id})` : "";
    }
  }
}
