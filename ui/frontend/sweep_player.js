// Two sweeps on one clock: their knobs run through the values, and the results drop in.

import { Clock, STEPS_PER_SECOND } from "./clock.js";
import { loadPlotly } from "./plotly.js";
import { SweepSide } from "./sweep_side.js";
import { Ticker } from "./ticker.js";
import { Transport } from "./transport.js";

/** At speed 1: slow enough to see each result drop, and done in eight seconds. */
const VALUES_PER_SECOND = 8;

/**
 * @typedef {object} SweepData
 * @property {import("./sweep_side.js").Side[]} sides
 * @property {Record<string, string>} words
 * @property {string} plotly File of Plotly below the folder of static files.
 */

/** A transport that tells the values of the knobs rather than how many there were. */
class SweepTransport extends Transport {
  /** @param {HTMLElement} root @param {Clock} clock @param {() => void} onChange @param {() => string} value */
  constructor(root, clock, onChange, value) {
    super(root, clock, onChange);
    this.value = value;
  }

  position() {
    return this.value();
  }
}

/** One mounted player; Streamlit calls `update` with each new sweep. */
class SweepPlayer {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.clock = new Clock(0);
    this.ticker = new Ticker(this.clock, root, () => this.#paint(), VALUES_PER_SECOND / STEPS_PER_SECOND);
    const row = /** @type {HTMLElement} */ (root.querySelector(".sides"));
    this.sides = [0, 1].map(() => new SweepSide(row, () => this.changed()));
    const values = () => this.sides.map((side) => side.valueAt(this.done)).join(", ");
    this.transport = new SweepTransport(root, this.clock, () => this.changed(), values);
    /** @type {SweepData | undefined} */
    this.latest = undefined;
    /** Done when all that has come so far is drawn. */
    this.updates = Promise.resolve();
  }

  /** Share of the sweep that is seen, from 0 to 1; between two values while it plays. */
  get done() {
    return this.clock.position / this.clock.steps;
  }

  /** Draw what has come last, and not what was there before it.
   * @param {SweepData} data */
  async update(data) {
    if (data !== this.latest) return;
    const Plotly = await loadPlotly(data.plotly);
    this.clock.setSteps(Math.max(...data.sides.map((side) => side.values.length)));
    this.transport.setWords(data.words);
    for (const [index, side] of this.sides.entries()) await side.update(Plotly, data.sides[index]);
    this.root.dataset.drawn = "";
    this.changed();
  }

  /** Something else is to be seen: paint it, and go on painting while it plays. */
  changed() {
    this.#paint();
    this.ticker.start();
  }

  #paint() {
    if (!("drawn" in this.root.dataset)) return;
    const { playing, frame } = this.clock;
    for (const side of this.sides) side.show(this.done, playing);
    this.transport.show();
    Object.assign(this.root.dataset, { frame: String(frame), state: playing ? "playing" : "paused" });
  }

  end() {
    this.clock.pause();
  }
}

const sweepPlayers = new WeakMap();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector("[data-testid=sweep-player]"));
  if (!sweepPlayers.has(root)) sweepPlayers.set(root, new SweepPlayer(root));
  const player = sweepPlayers.get(root);
  player.latest = data;
  // One after the other, since Plotly draws a figure in several turns.
  player.updates = player.updates
    .then(() => player.update(data))
    .catch((error) => {
      root.querySelector(".problem").textContent = `${data.words.failed} ${error.message}`;
    });
  return () => player.end();
}
