// One panel: its plots, the tabs beside them, its knobs, and what can be touched.

import { BoundLine } from "./bound_line.js";
import { Details } from "./details.js";
import { showKnobs } from "./knob.js";
import { Plot } from "./plot.js";
import { Pointer } from "./pointer.js";
import { Starts } from "./starts.js";

const PANEL_TEMPLATE = `
  <div class="panel-title"><span></span><button type="button" hidden></button></div>
  <div class="panel-chip" hidden></div>
  <div class="panel-body"><div class="main"><button type="button" class="whole" hidden></button></div></div>
  <div class="panel-knobs"></div>`;

/**
 * @typedef {object} PanelHooks
 * @property {(name: string, value: any) => void} onChange Something for the server.
 * @property {() => boolean} isWaiting Whether the server has not answered yet.
 * @property {(run: number) => void} onPoint
 * @property {(run: number) => void} onPin
 * @property {() => number} frame
 * @property {() => void} onMoved Called after a zoom, or when another tab was chosen.
 */

/** A panel on the screen. */
export class PanelView {
  /** @param {HTMLElement} parent @param {number} index @param {PanelHooks} hooks */
  constructor(parent, index, hooks) {
    this.hooks = hooks;
    this.name = `panel-${index}`;
    this.root = document.createElement("div");
    this.root.className = "panel";
    this.root.innerHTML = PANEL_TEMPLATE;
    parent.append(this.root);
    const [title, chip, body, knobs] = /** @type {any} */ (this.root.children);
    [this.title, this.opener] = title.children;
    this.chip = chip;
    this.body = body;
    this.main = body.firstElementChild;
    this.whole = this.main.firstElementChild;
    this.knobRow = knobs;
    this.knobs = new Map();
    /** @type {Plot[]} */
    this.plots = [];
    this.whole.addEventListener("click", () => this.plots[0].chart.showWhole());
    this.opener.addEventListener("click", () => {
      const { name, value } = this.panel.opens;
      hooks.onChange(name, value);
    });
  }

  /**
   * @param {import("./payload.js").Panel} panel
   * @param {import("./payload.js").Payload} payload
   * @param {import("./payload.js").Theme} theme
   */
  update(panel, payload, theme) {
    const { words } = payload;
    this.panel = panel;
    this.root.classList.toggle("asks", Boolean(panel.asks));
    this.#showTitle(panel);
    this.whole.textContent = words.whole;
    this.#matchDetails(panel, words);
    this.#matchPlots(panel);
    panel.views.forEach((view, index) => {
      this.plots[index].setView(view, theme, panel.alt, words, payload.saveWords);
    });
    const shown = panel.knobs.filter((knob) => !(/** @type {any} */ (knob).hidden));
    showKnobs(this.knobRow, this.knobs, shown, (name, value) => this.hooks.onChange(name, value));
    this.#showNotesOfHidden(panel);
    this.words = words;
  }

  #showTitle({ title, chip, opens }) {
    this.title.textContent = opens ? "" : title;
    this.opener.hidden = !opens;
    this.opener.textContent = title;
    this.opener.setAttribute("aria-label", opens ? `${title}. ${opens.label}` : title);
    this.opener.title = opens?.label ?? "";
    this.chip.hidden = !chip;
    this.chip.textContent = chip ?? "";
  }

  /** What a hidden control would say about the outcome is said all the same. */
  #showNotesOfHidden(panel) {
    const hidden = panel.knobs.filter((knob) => knob.hidden && knob.note);
    const notes = hidden.map((knob) => {
      const note = document.createElement("div");
      note.className = "knob-note";
      note.dataset.testid = `note-${knob.name}`;
      note.textContent = knob.note;
      return note;
    });
    this.root.querySelectorAll(".panel > .knob-note").forEach((note) => note.remove());
    this.root.append(...notes);
  }

  #matchDetails(panel, words) {
    const wanted = panel.listing !== undefined;
    if (wanted && !this.details) {
      this.details = new Details(this.body, this.name, {
        onPoint: (run) => this.hooks.onPoint(run),
        onPin: (run) => this.hooks.onPin(run),
        onShown: () => this.hooks.onMoved(),
      });
    }
    this.details?.setPanel(panel, words);
    if (!this.details) this.#showNumbers(panel.table ?? "");
  }

  /** The outcome as a table, for whoever cannot see the plot. @param {string} table As HTML. */
  #showNumbers(table) {
    if (table === this.table) return;
    this.table = table;
    this.numbers ??= document.createElement("div");
    this.numbers.className = "numbers";
    this.numbers.innerHTML = table;
    // What is out of sight must not take the focus.
    this.numbers.querySelectorAll("[tabindex]").forEach((element) => element.removeAttribute("tabindex"));
    this.root.append(this.numbers);
  }

  /** Keep the plots that stay, by kind and place. @param {import("./payload.js").Panel} panel */
  #matchPlots(panel) {
    const kinds = panel.views.map((view) => view.kind);
    if (kinds.join() === this.plots.map((plot) => plot.kind).join()) return;
    for (const plot of this.plots) plot.root.remove();
    this.plots = kinds.map((kind, index) => this.#newPlot(kind, index));
    const [first] = this.plots;
    this.bound = kinds[0] === "loss" ? new BoundLine(first, (name, value) => this.#moveBound(name, value)) : undefined;
    this.starts =
      kinds[0] === "loss"
        ? new Starts(first, {
            onChange: (starts) => this.hooks.onChange("starts", starts),
            onPoint: (run) => this.hooks.onPoint(run),
            onPin: (run) => this.hooks.onPin(run),
          })
        : undefined;
  }

  #newPlot(kind, index) {
    const plot = new Plot(kind, () => this.hooks.onMoved());
    const side = this.details?.plots ?? this.body;
    if (index === 0) this.main.prepend(plot.root);
    else side.append(plot.root);
    plot.onChoice = (name, value) => this.hooks.onChange(name, value);
    new Pointer(plot, {
      frame: () => this.hooks.frame(),
      onPoint: (run) => this.hooks.onPoint(run),
      onPin: (run) => this.hooks.onPin(run),
      onAdd: (loss1, loss2) => this.starts?.add(loss1, loss2),
      onAnswer: (x, y) => index === 0 && this.#answer(x, y),
    });
    return plot;
  }

  /** @param {number} x @param {number} y @returns {boolean} Whether there is a question. */
  #answer(x, y) {
    if (!this.panel.asks) return false;
    this.hooks.onChange("answer", [x, y]);
    return true;
  }

  /** The slider under the plot goes along with the line. */
  #moveBound(name, value) {
    this.knobs.get(name)?.follow(value);
    this.hooks.onChange(name, value);
  }

  /** @param {any} Plotly @param {import("./payload.js").Shade} shade */
  layOut(Plotly, shade) {
    for (const plot of this.plots) plot.layOut(Plotly, shade);
  }

  placeRuns() {
    for (const plot of this.plots) plot.placeRuns();
    this.bound?.setBound(this.panel.bound, this.words.bound, this.hooks.isWaiting());
    this.starts?.setPanel(this.panel, this.words, this.hooks.isWaiting());
    this.whole.hidden = !this.plots[0].chart.isZoomed;
  }

  /** @param {import("./clock.js").Clock} clock @param {number} lifted */
  draw(clock, lifted) {
    for (const plot of this.plots) plot.draw(clock, lifted);
    this.details?.showStep(clock);
  }

  get isPlaced() {
    return this.plots.every((plot) => plot.placeKey || !plot.isSeen);
  }
}
