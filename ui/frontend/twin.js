// The host of an exported file: it answers the player, as the server would, from what the file has.

import mount from "./player.js";
import { nearest } from "./scale.js";
import { TwinData, inflated } from "./twin_data.js";

/** From this height on, in pixels, there is room to say what is shown. */
const ROOMY = 700;

/** What a slider or a box says, as a number; NaN for none. @param {number | string | undefined} found */
function numberFrom(found) {
  const text = String(found ?? "").trim().replace(",", ".").replace("−", "-");
  return text ? Number(text) : NaN;
}

/** One file. */
class Twin {
  /** @param {HTMLElement} page Around the player. @param {TwinData} data */
  constructor(page, data) {
    this.page = page;
    this.data = data;
    this.index = data.header.own;
    /** Grows whenever the knob stands elsewhere than where it was put. */
    this.revision = 0;
    this.acknowledged = 0;
  }

  show() {
    const data = this.data.payload(this.index, (header) => {
      header.acknowledged = this.acknowledged;
      header.panels[0].knobs.forEach((knob) => (knob.revision = this.revision));
    });
    this.page.dataset.index = String(this.index);
    mount({ data, parentElement: this.page, setStateValue: (_, message) => this.#take(message) });
  }

  /** Answer a message of the player. @param {{sequence: number, values: Record<string, any>}} message */
  #take({ sequence, values }) {
    const { base, values: all } = this.data.header;
    const asked = numberFrom(values[base.panels[0].knobs[0]?.name]);
    if (Number.isFinite(asked)) this.index = nearest(all, asked);
    // Otherwise the knob may be further on by now, and stays there.
    if (all[this.index] !== asked) this.revision++;
    this.acknowledged = sequence;
    // Later, as over a network: the player is still about what made it ask.
    setTimeout(() => this.show());
  }
}

/** Show what a file has. @param {HTMLElement} page @param {HTMLElement} stored Has the data as its text. */
export default async function begin(page, stored) {
  const { missing } = stored.dataset;
  const host = /** @type {any} */ (window);
  const problem = /** @type {HTMLElement} */ (page.querySelector(".problem"));
  if (!host.Plotly) {
    problem.textContent = missing;
    return;
  }
  host.paretoscopePlotly = { "": Promise.resolve(host.Plotly) };
  const about = /** @type {HTMLDetailsElement} */ (page.querySelector("details"));
  about.open = innerHeight >= ROOMY;
  try {
    const twin = new Twin(page, new TwinData(await inflated(stored.textContent)));
    twin.show();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => twin.show());
  } catch (error) {
    problem.textContent = `${stored.dataset.old} ${error.message}`;
  }
}

const stored = document.getElementById("twin-data");
if (stored) begin(document.body, stored);
