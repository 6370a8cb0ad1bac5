// One plot: what stands still, the runs on top of it, and what it is called.

import { Chart } from "./chart.js";
import { placeOfAxes } from "./positions.js";
import { Runs } from "./runs.js";
import { SHARP, SavePicture } from "./save_picture.js";
import { shared } from "./shared.js";

const PLOT_TEMPLATE = `
  <div class="plot-title"><span></span><select></select></div>
  <div class="plot"><div class="chart" role="img"></div><canvas></canvas><canvas></canvas></div>`;

/** A view of the payload, on the screen. */
export class Plot {
  /** @param {string} kind Of its view. @param {() => void} onMoved Called after a zoom. */
  constructor(kind, onMoved) {
    this.kind = kind;
    this.root = document.createElement("div");
    this.root.className = "plot-frame";
    this.root.dataset.kind = kind;
    this.root.innerHTML = PLOT_TEMPLATE;
    const [title, area] = /** @type {any} */ (this.root.children);
    const [name, options] = title.children;
    this.title = name;
    this.options = options;
    this.area = /** @type {HTMLElement} */ (area);
    this.area.dataset.testid = `${kind}-plot`;
    const [chart, trails, heads] = /** @type {any} */ (this.area.children);
    this.chartElement = chart;
    this.chart = new Chart(chart, kind === "loss", onMoved);
    this.runs = new Runs(trails, heads);
    this.saving = new SavePicture(this.area, () => this.#pictured());
    /** What the canvases were last sized for. */
    this.placeKey = "";
    this.options.addEventListener("change", () => this.onChoice(this.view.name, this.options.value));
    /** @type {(name: string, value: string) => void} */
    this.onChoice = () => undefined;
  }

  /**
   * @param {import("./payload.js").View} view
   * @param {import("./payload.js").Theme} theme
   * @param {string} alt The picture in words.
   * @param {Record<string, string>} words
   * @param {Record<string, string>} saveWords
   */
  setView(view, theme, alt, words, saveWords) {
    this.view = view;
    this.theme = theme;
    this.saving.setWords(saveWords);
    this.title.textContent = view.options.length ? "" : view.title;
    this.#setOptions(view, words);
    this.chartElement.setAttribute("aria-label", this.kind === "loss" ? alt : `${view.title}. ${alt}`);
    this.runs.setView(view, theme);
  }

  #setOptions(view, words) {
    this.options.hidden = !view.options.length;
    this.options.setAttribute("aria-label", words.show);
    const key = JSON.stringify(view.options);
    if (key !== this.optionsKey) {
      this.options.replaceChildren(...view.options.map(([value, text]) => new Option(text, value)));
      this.optionsKey = key;
    }
    const shown = view.options.find(([, text]) => text === view.title);
    if (shown) this.options.value = shown[0];
  }

  /** Draw what stands still at the present size; says whether there is room at all.
   * @param {any} Plotly @param {import("./payload.js").Shade} shade */
  layOut(Plotly, shade) {
    const size = { width: this.area.clientWidth, height: this.area.clientHeight };
    this.isSeen = size.width > 0 && size.height > 0;
    if (this.isSeen) this.chart.show(Plotly, this.view.stills[shade], size);
  }

  placeRuns() {
    if (!this.isSeen) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    const place = this.chart.place();
    const key = JSON.stringify([place, ratio, this.area.clientWidth]);
    if (place && key !== this.placeKey) this.runs.setPlace(place, ratio);
    this.placeKey = key;
  }

  /** @param {import("./clock.js").Clock} clock @param {number} lifted */
  draw(clock, lifted) {
    if (!this.isSeen) return;
    const ahead = clock.halfway && !this.view.ofMultiplier;
    this.shown = /** @type {[number, number, number]} */ ([clock.frame + (ahead ? 1 : 0), clock.position, lifted]);
    this.runs.draw(...this.shown);
  }

  #pictured() {
    const { chart, theme, view } = this;
    const [frame, position] = this.shown;
    const over = (laidOut, sheet) => {
      const sheets = [sheet("trails"), sheet("heads")];
      const runs = new Runs(...sheets);
      runs.setView(view, theme);
      runs.setPlace(placeOfAxes(laidOut), SHARP);
      // Not the run that the pointer has passed on its way to the button.
      runs.draw(frame, position, shared().selection.pinned);
      return sheets;
    };
    return { Plotly: chart.Plotly, chart: this.chartElement, paper: theme.paper, title: view.title, over };
  }

  /** Values at a point of the window. @param {{clientX: number, clientY: number}} event
   * @returns {{x: number, y: number, across: number, down: number}} In values and in pixels. */
  at(event) {
    const box = this.area.getBoundingClientRect();
    const [across, down] = [event.clientX - box.left, event.clientY - box.top];
    const { left, top, width, height, x, y } = this.runs.place;
    return {
      across,
      down,
      x: x[0] + ((across - left) / width) * (x[1] - x[0]),
      y: y[0] + ((top + height - down) / height) * (y[1] - y[0]),
    };
  }
}
