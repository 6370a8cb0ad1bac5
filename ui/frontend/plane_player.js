// The plane in three dimensions and in two, and pebbles that roll in both on one clock.

import { Chart } from "./chart.js";
import { Clock } from "./clock.js";
import { Corner } from "./corner.js";
import { followCue } from "./cue.js";
import { Sender } from "./knob.js";
import { letPageScroll } from "./page_scroll.js";
import { drawPebbles, lossesAt } from "./pebbles.js";
import { loadPlotly } from "./plotly.js";
import { flatProjection, solidProjection } from "./projection.js";
import { SavePicture } from "./save_picture.js";
import { Solid, hasWebgl } from "./solid.js";
import { Ticker } from "./ticker.js";
import { Transport } from "./transport.js";

/**
 * @typedef {object} PlaneData
 * @property {string} solid The figure of three dimensions, as JSON.
 * @property {string} flat That of two.
 * @property {number} alpha The weight of which they are.
 * @property {number} extent Largest L₁ and L₂ over which the plane lies.
 * @property {import("./pebbles.js").Paths} paths
 * @property {number} steps Of each run.
 * @property {[string, string, object][]} cameras Name, words and camera of each.
 * @property {import("./knob.js").KnobSpec | null} knob Of the weight; null if a link hides it.
 * @property {import("./cue.js").Cue | null} cue Of a story.
 * @property {number} acknowledged Sequence number of the last change that was answered.
 * @property {import("./payload.js").Theme} theme
 * @property {{solid: string, flat: string}} alts The pictures in words.
 * @property {string} sentence What became of the runs.
 * @property {Record<string, string>} words
 * @property {Record<string, string>} transportWords
 * @property {Record<string, string>} saveWords
 * @property {{solid: string, flat: string}} plotly Files of Plotly below the folder of static files.
 */

/** One mounted page; Streamlit calls `update` with each change of its data. */
class PlanePlayer {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    const find = (css) => /** @type {any} */ (root.querySelector(css));
    this.find = find;
    this.solid = new Solid(find(".solid .chart"), () => this.#paintSolid());
    this.flat = new Chart(find(".flat .chart"), false, () => undefined);
    this.canvases = { solid: find(".solid canvas"), flat: find(".flat canvas") };
    this.isSolid = hasWebgl();
    find(".solid .picture").hidden = !this.isSolid;
    this.savings = ["solid", "flat"].map((name) => new SavePicture(find(`.${name} .picture`), () => this.#pictured(name)));
    this.corner = new Corner(find(".solid .picture"), (name, value) => this.sender.change(name, value));
    this.sender = new Sender((message) => this.setStateValue("input", message));
    this.clock = new Clock(0);
    this.ticker = new Ticker(this.clock, root, () => this.#paint());
    this.transport = new Transport(root, this.clock, () => this.changed());
    /** @type {{solid?: any, flat?: any}} */
    this.Plotly = {};
    this.ended = new AbortController();
    letPageScroll(find(".solid .picture"), (factor) => this.solid.zoom(factor), this.ended.signal);
    // Plotly keeps a click to itself; the keys are for whoever has clicked on a picture.
    find(".pictures").addEventListener("pointerdown", ({ target }) => {
      if (target.closest(".picture") && !target.closest(".handle, button")) root.focus({ preventScroll: true });
    });
    this.resizes = new ResizeObserver(() => this.layOut());
    this.resizes.observe(find(".pictures"));
  }

  /** @param {PlaneData} data @param {(name: string, value: any) => void} setStateValue */
  async update(data, setStateValue) {
    this.setStateValue = setStateValue;
    this.data = data;
    this.sender.acknowledge(data.acknowledged);
    this.clock.setSteps(data.steps);
    if (data.cue) followCue(this.clock, data.cue);
    this.transport.setWords(data.transportWords);
    this.corner.setKnob(data.knob, data.words.handle, this.sender.waiting);
    for (const saving of this.savings) saving.setWords(data.saveWords);
    this.#say();
    this.Plotly.flat ??= await loadPlotly(data.plotly.flat);
    await this.layOut();
    if (!this.isSolid || this.Plotly.solid) return;
    this.Plotly.solid = await loadPlotly(data.plotly.solid);
    await this.layOut();
  }

  #say() {
    const { data, find } = this;
    for (const name of ["solid", "flat"]) {
      find(`.${name} .chart`).setAttribute("aria-label", data.alts[name]);
      find(`.${name} p`).textContent = data.words[name];
    }
    if (!this.isSolid) find(".solid p").textContent = data.words.without;
    find(".hint").textContent = data.words.tap;
    find(".cameras").setAttribute("aria-label", data.words.cameras);
    const key = JSON.stringify(data.cameras);
    if (key !== this.camerasKey) find(".cameras").replaceChildren(...data.cameras.map((one) => this.#button(one)));
    this.camerasKey = key;
    // Read out only when it changes.
    const sentence = find(".sentence");
    if (sentence.textContent !== data.sentence) sentence.textContent = data.sentence;
  }

  #button([name, words, camera]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: words });
    button.dataset.camera = name;
    button.addEventListener("click", () => this.solid.look(camera));
    return button;
  }

  async layOut() {
    const { Plotly, data } = this;
    if (!Plotly.flat || !data) return;
    const size = ({ clientWidth: width, clientHeight: height }) => ({ width, height });
    const [solid, flat] = [size(this.solid.element), size(this.flat.element)];
    if (flat.width) this.flat.show(Plotly.flat, JSON.parse(data.flat), flat);
    if (Plotly.solid && solid.width) await this.solid.show(Plotly.solid, data.solid, solid);
    this.changed();
    if (Plotly.solid || !this.isSolid) this.root.dataset.alpha = String(data.alpha);
  }

  /** Something else is to be seen: paint it, and go on painting while it plays. */
  changed() {
    this.#paint();
    this.ticker.start();
  }

  #paint() {
    const { position, frame, steps, playing } = this.clock;
    this.transport.show();
    Object.assign(this.root.dataset, {
      frame: String(frame),
      frames: String(steps),
      state: playing ? "playing" : "paused",
    });
    if (!this.data) return;
    this.losses = lossesAt(this.data.paths, steps ? position / steps : 0);
    this.#paintSolid();
    if (this.flat.place()) this.#drawPebbles(this.canvases.flat, flatProjection(this.flat.element));
  }

  /** @param {HTMLCanvasElement} canvas @param {any} projection Of its chart. */
  #drawPebbles(canvas, projection) {
    const { alpha, theme } = this.data;
    const onPlane = ([loss1, loss2]) => projection(loss1, loss2, loss1 + alpha * loss2);
    drawPebbles(canvas, this.losses, onPlane, theme);
  }

  /** @param {string} name */
  #pictured(name) {
    const { Plotly, data } = this;
    const chart = this[name].element;
    const paper = getComputedStyle(chart).getPropertyValue("--st-background-color") || "#fff";
    const over = (laidOut, sheet) => {
      const canvas = sheet("pebbles");
      this.#drawPebbles(canvas, name === "flat" ? flatProjection(laidOut) : solidProjection(laidOut));
      return [canvas];
    };
    return { Plotly: Plotly[name], chart, paper, title: data.alts[name], over };
  }

  #paintSolid() {
    const { projection } = this.solid;
    if (!projection || !this.losses) return;
    const { alpha, extent } = this.data;
    this.#drawPebbles(this.canvases.solid, projection);
    this.corner.place(projection(0, extent, 0), projection(0, extent, extent * (1 + alpha)));
  }

  end() {
    this.clock.pause();
    this.ended.abort();
    this.resizes.disconnect();
  }
}

const planes = new WeakMap();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".plane"));
  if (!planes.has(root)) planes.set(root, new PlanePlayer(root));
  const plane = planes.get(root);
  plane.update(data, setStateValue).catch((error) => {
    root.querySelector(".problem").textContent = `${data.transportWords.failed} ${error.message}`;
  });
  return () => plane.end();
}
