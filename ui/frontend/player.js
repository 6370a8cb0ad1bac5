// The player: panels side by side on one clock, a transport, and what is said about it all.

import { Address, fullQuery } from "./address.js";
import { Clock } from "./clock.js";
import { followCue } from "./cue.js";
import { Sender } from "./knob.js";
import { PanelView } from "./panel.js";
import { unpack } from "./payload.js";
import { loadPlotly } from "./plotly.js";
import { rowOf } from "./row.js";
import { Selection, shared } from "./shared.js";
import { Ticker } from "./ticker.js";
import { Transport } from "./transport.js";

/** What is behind an element, as #rrggbb. @param {HTMLElement} element */
function paperOf(element) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(element).getPropertyValue("--st-background-color") || "#fff";
  return /** @type {string} */ (probe.fillStyle);
}

/** @param {string} paper As #rrggbb. @returns {"light" | "dark"} */
function shadeOf(paper) {
  const [red, green, blue] = paper.match(/[0-9a-f]{2}/g).map((hex) => parseInt(hex, 16));
  return 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
}

/** One mounted player; Streamlit calls `update` with each new payload. */
class Player {
  /**
   * @param {HTMLElement} root
   * @param {{clock: Clock, selection: Selection}} own Those of all players, or of this one.
   */
  constructor(root, { clock, selection }) {
    this.root = root;
    this.panelRow = /** @type {HTMLElement} */ (root.querySelector(".panels"));
    const said = (name) => /** @type {HTMLElement} */ (root.querySelector(`[data-said=${name}]`));
    this.said = { row: said("row"), sentence: said("sentence"), notice: said("notice") };
    /** @type {PanelView[]} */
    this.views = [];
    this.clock = clock;
    this.ticker = new Ticker(this.clock, root, (now) => this.#painted(now));
    this.selection = selection;
    this.address = new Address();
    this.transport = new Transport(root, this.clock, () => this.changed());
    this.sender = new Sender((message) => this.setStateValue("input", message));
    /** When the last second's frames were painted. @type {number[]} */
    this.paintedAt = [];
    /** @type {any} */
    this.Plotly = undefined;
    // Plotly keeps a click to itself; the keys are for whoever has clicked on a plot.
    this.panelRow.addEventListener("pointerdown", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.closest(".plot") && !target.closest(".handle")) root.focus({ preventScroll: true });
    });
    this.resizes = new ResizeObserver(() => this.layOut());
    this.resizes.observe(root);
  }

  /** @param {Uint8Array} bytes @param {(name: string, value: any) => void} setStateValue */
  async update(bytes, setStateValue) {
    this.setStateValue = setStateValue;
    const payload = unpack(bytes);
    this.payload = payload;
    this.sender.acknowledge(payload.acknowledged);
    this.root.dataset.layout = payload.layout;
    this.root.classList.toggle("without-transport", payload.hidden.includes("transport"));
    this.clock.halves = payload.panels.every((panel) => panel.halves);
    this.clock.setSteps(Math.max(...payload.panels.map((panel) => panel.steps)));
    if (payload.cue) followCue(this.clock, payload.cue);
    else this.#followAddress();
    const paper = paperOf(this.root);
    this.shade = payload.theme === "auto" ? shadeOf(paper) : payload.theme;
    this.#matchPanels();
    this.transport.setWords(payload.words);
    payload.panels.forEach((panel, index) => {
      this.views[index].update(panel, payload, { ...payload.themes[this.shade], paper });
    });
    this.#say("sentence", payload.panels.map((panel) => panel.alt).join(" "));
    this.#say("notice", payload.said);
    this.Plotly ??= await loadPlotly(payload.plotly);
    this.layOut();
  }

  /** An address that was opened says at which step, and with which run lifted out. */
  #followAddress() {
    const page = shared();
    const { count, frame, pinned, play } = this.payload.opened;
    if (page.opened === count) return;
    page.opened = count;
    this.address.arrive();
    this.selection.pinned = pinned - 1;
    this.clock.goTo(frame ?? this.clock.steps);
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!play || isStill) return;
    this.clock.goTo(0);
    // A picture further down a page of slides plays when it comes into sight.
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      seen.disconnect();
      this.clock.toggle();
      this.changed();
    });
    seen.observe(this.root);
  }

  #matchPanels() {
    const wanted = this.payload.panels.length;
    this.root.dataset.panels = String(wanted);
    while (this.views.length > wanted) this.views.pop()?.root.remove();
    while (this.views.length < wanted) {
      this.views.push(
        new PanelView(this.panelRow, this.views.length, {
          onChange: (name, value) => this.sender.change(name, value),
          isWaiting: () => this.sender.waiting,
          onPoint: (run) => this.#point(run),
          onPin: (run) => this.#pin(run),
          frame: () => this.clock.frame,
          onMoved: () => this.layOut(),
        }),
      );
    }
  }

  #point(run) {
    if (run === this.selection.pointed) return;
    this.selection.pointed = run;
    this.changed();
  }

  #pin(run) {
    this.selection.pinned = run === this.selection.pinned ? -1 : run;
    this.changed();
  }

  /** Draw the still parts at their size, then the runs on top of them. */
  layOut() {
    if (!this.Plotly || !this.payload || !this.views.length) return;
    for (const view of this.views) view.layOut(this.Plotly, this.shade);
    for (const view of this.views) view.placeRuns();
    this.changed();
  }

  /** Something else is to be seen: paint it, and go on painting while it plays. */
  changed() {
    this.#paint();
    if (this.ticker.start()) this.paintedAt = [];
    const writes = this.payload?.query && !this.payload.cue;
    if (!this.clock.playing && writes && this.root.isConnected) {
      const { position } = this.clock;
      this.address.write(fullQuery(this.payload.query, { position, pinned: this.selection.pinned }));
    }
  }

  #painted(now) {
    const times = this.paintedAt;
    times.push(now);
    while (times[0] < now - 1000) times.shift();
    if (this.root.isConnected) this.changed();
  }

  #paint() {
    const { frame, steps, playing } = this.clock;
    const { lifted } = this.selection;
    for (const view of this.views) view.draw(this.clock, lifted);
    this.transport.show();
    const [panel] = this.payload?.panels ?? [];
    const row = panel && lifted >= 0 && lifted < panel.runs ? rowOf(panel, lifted, this.payload.words) : "";
    this.#say("row", row);
    const times = this.paintedAt;
    const seconds = times.length > 1 ? (times[times.length - 1] - times[0]) / 1000 : 0;
    Object.assign(this.root.dataset, {
      frame: String(frame),
      frames: String(steps),
      state: playing ? "playing" : "paused",
      fps: seconds ? ((times.length - 1) / seconds).toFixed(1) : "0",
      runs: String(panel?.runs ?? 0),
      lifted: String(lifted + 1),
    });
    if (this.views.length && this.views.every((view) => view.isPlaced)) {
      this.root.dataset.signature = this.payload.signature;
    }
  }

  #say(name, text) {
    if (this.said[name].textContent !== text) this.said[name].textContent = text;
  }

  end() {
    this.clock.pause();
    this.address.end();
    this.resizes.disconnect();
  }
}

const players = new WeakMap();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector("[data-testid=loss-player]"));
  if (!players.has(root)) {
    const own = () => ({ clock: new Clock(0), selection: new Selection() });
    players.set(root, new Player(root, unpack(data).cue ? own() : shared()));
  }
  const player = players.get(root);
  player.update(data, setStateValue).catch((error) => {
    root.querySelector(".problem").textContent = `${player.payload?.words.failed ?? ""} ${error.message}`;
  });
  return () => player.end();
}
