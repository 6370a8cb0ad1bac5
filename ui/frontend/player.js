// The player: panels side by side on one clock, a transport, and sliders under each panel.

import { Chart } from "./chart.js";
import { Clock } from "./clock.js";
import { Sender, showKnobs } from "./knob.js";
import { unpack } from "./payload.js";
import { loadPlotly } from "./plotly.js";
import { Runs } from "./runs.js";
import { Transport } from "./transport.js";

/** Whether the page around an element is light or dark.
 * @param {HTMLElement} element @returns {"light" | "dark"} */
function shadeOf(element) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(element).getPropertyValue("--st-background-color") || "#fff";
  const [red, green, blue] = probe.fillStyle.match(/[0-9a-f]{2}/g).map((hex) => parseInt(hex, 16));
  return 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
}

/** A drawn panel: its elements, its chart, its runs, its knobs. */
class PanelView {
  /** @param {HTMLElement} parent @param {() => void} onMoved */
  constructor(parent, onMoved) {
    this.root = document.createElement("div");
    this.root.className = "panel";
    this.root.innerHTML = `
      <div class="panel-title"></div>
      <div class="plot" data-testid="loss-plot" role="img">
        <div class="chart"></div><canvas></canvas><canvas></canvas>
      </div>
      <div class="panel-knobs"></div>`;
    parent.append(this.root);
    const [title, plot, knobs] = /** @type {any} */ (this.root.children);
    this.title = title;
    this.plot = plot;
    this.knobRow = knobs;
    /** What the canvases were last sized for. */
    this.placeKey = "";
    const [chart, trails, heads] = plot.children;
    this.chart = new Chart(chart, onMoved);
    this.runs = new Runs(trails, heads);
    this.knobs = new Map();
  }
}

/** One mounted player; Streamlit calls `update` with each new payload. */
class Player {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.panelRow = /** @type {HTMLElement} */ (root.querySelector(".panels"));
    /** @type {PanelView[]} */
    this.views = [];
    this.clock = new Clock(0);
    this.transport = new Transport(root, this.clock, () => this.changed());
    this.sender = new Sender((message) => this.setStateValue("input", message));
    /** When the last second's frames were painted. @type {number[]} */
    this.paintedAt = [];
    /** @type {any} */
    this.Plotly = undefined;
    // Plotly keeps a click to itself; the keys are for whoever has clicked on a plot.
    this.panelRow.addEventListener("pointerdown", (event) => {
      const onPlot = /** @type {HTMLElement} */ (event.target).closest(".plot");
      if (onPlot) root.focus({ preventScroll: true });
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
    this.#matchPanels();
    this.transport.setWords(payload.words);
    this.clock.setSteps(Math.max(...payload.panels.map((panel) => panel.steps)));
    this.shade = shadeOf(this.root);
    payload.panels.forEach((panel, index) => {
      const view = this.views[index];
      view.title.textContent = panel.title;
      view.plot.setAttribute("aria-label", panel.alt);
      view.runs.setPanel(panel, payload.range, payload.themes[this.shade]);
      showKnobs(view.knobRow, view.knobs, panel.knobs, (name, value) =>
        this.sender.change(name, value),
      );
    });
    this.Plotly ??= await loadPlotly(payload.plotly);
    this.layOut();
  }

  #matchPanels() {
    const wanted = this.payload.panels.length;
    this.root.dataset.panels = String(wanted);
    while (this.views.length > wanted) this.views.pop()?.root.remove();
    while (this.views.length < wanted) {
      this.views.push(new PanelView(this.panelRow, () => this.#placeRuns()));
    }
  }

  /** Draw the still parts at their size, then the runs on top of them. */
  layOut() {
    if (!this.Plotly || !this.payload) return;
    this.payload.panels.forEach((panel, index) => {
      const { plot, chart } = this.views[index];
      const size = { width: plot.clientWidth, height: plot.clientHeight };
      if (size.width && size.height) chart.show(this.Plotly, panel.figures[this.shade], size);
    });
    this.#placeRuns();
  }

  #placeRuns() {
    const ratio = Math.min(2, devicePixelRatio || 1);
    for (const view of this.views) {
      const place = view.chart.place();
      const key = JSON.stringify([place, ratio, view.plot.clientWidth]);
      if (place && key !== view.placeKey) view.runs.setPlace(place, ratio);
      view.placeKey = key;
    }
    this.changed();
  }

  /** Something else is to be seen: paint it, and go on painting while it plays. */
  changed() {
    this.#paint();
    if (this.clock.playing && !this.ticking) {
      this.ticking = true;
      this.before = performance.now();
      this.paintedAt = [];
      requestAnimationFrame((now) => this.#tick(now));
    }
  }

  #tick(now) {
    this.clock.advance(Math.max(0, now - this.before) / 1000);
    this.before = now;
    const times = this.paintedAt;
    times.push(now);
    while (times[0] < now - 1000) times.shift();
    this.#paint();
    this.ticking = this.clock.playing && this.root.isConnected;
    if (this.ticking) requestAnimationFrame((later) => this.#tick(later));
  }

  #paint() {
    const { frame, steps, playing } = this.clock;
    for (const view of this.views) view.runs.draw(frame);
    this.transport.show();
    const times = this.paintedAt;
    const seconds = times.length > 1 ? (times[times.length - 1] - times[0]) / 1000 : 0;
    Object.assign(this.root.dataset, {
      frame: String(frame),
      frames: String(steps),
      state: playing ? "playing" : "paused",
      fps: seconds ? ((times.length - 1) / seconds).toFixed(1) : "0",
      runs: String(this.payload?.panels[0].runs ?? 0),
    });
    if (this.views.every((view) => view.placeKey)) this.root.dataset.signature = this.payload.signature;
  }

  end() {
    this.clock.pause();
    this.resizes.disconnect();
  }
}

const players = new WeakMap();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector("[data-testid=loss-player]"));
  if (!players.has(root)) players.set(root, new Player(root));
  const player = players.get(root);
  player.update(data, setStateValue).catch((error) => {
    root.querySelector(".problem").textContent = `${player.payload?.words.failed ?? ""} ${error.message}`;
  });
  return () => player.end();
}
