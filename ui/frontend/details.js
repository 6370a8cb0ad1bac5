// The tabs beside a plot: the smaller plots, the outcome, the numbers of a step, the listing.

import { valueOf } from "./payload.js";

const TABS = ["views", "outcome", "step_tab", "listing"];
const PHONE = matchMedia("(max-width: 640px)");
/** Rows of the table of a step. */
const ROWS = 64;

/**
 * @typedef {object} DetailHooks
 * @property {(run: number) => void} onPoint
 * @property {(run: number) => void} onPin
 * @property {() => void} onShown Called after another tab was chosen.
 */

/** One list of tabs and what they show. */
export class Details {
  /** @param {HTMLElement} parent @param {string} name Unique in the page. @param {DetailHooks} hooks */
  constructor(parent, name, hooks) {
    this.hooks = hooks;
    this.root = document.createElement("div");
    this.root.className = "details";
    this.root.innerHTML = `
      <div class="tabs" role="tablist">${TABS.map(
        (tab) => `<button type="button" role="tab" id="${name}-${tab}-tab" data-tab="${tab}"
          aria-controls="${name}-${tab}"></button>`,
      ).join("")}</div>
      ${TABS.map(
        (tab) => `<div class="tab-panel" role="tabpanel" id="${name}-${tab}" data-panel="${tab}"
          aria-labelledby="${name}-${tab}-tab" tabindex="0"></div>`,
      ).join("")}`;
    parent.append(this.root);
    this.tabs = /** @type {HTMLButtonElement[]} */ ([...this.root.querySelectorAll("[role=tab]")]);
    this.bodies = Object.fromEntries(
      TABS.map((tab) => [tab, /** @type {HTMLElement} */ (this.root.querySelector(`[data-panel=${tab}]`))]),
    );
    this.bodies.views.removeAttribute("tabindex");
    this.#listen();
    /** The tab that a person has chosen; on a phone none at first, so that the sliders are near. */
    this.chosen = PHONE.matches ? "" : "views";
    this.show(this.chosen);
  }

  /** Where the smaller plots go. */
  get plots() {
    return this.bodies.views;
  }

  #listen() {
    for (const tab of this.tabs) {
      tab.addEventListener("click", () => this.#choose(tab.dataset.tab));
      tab.addEventListener("keydown", (event) => this.#key(tab, event));
    }
    const runOf = (event) => Number(event.target.closest("tr[data-run]")?.dataset.run ?? -1);
    const { outcome } = this.bodies;
    outcome.addEventListener("pointerover", (event) => this.hooks.onPoint(runOf(event)));
    outcome.addEventListener("pointerleave", () => this.hooks.onPoint(-1));
    outcome.addEventListener("focusin", (event) => this.hooks.onPoint(runOf(event)));
    outcome.addEventListener("focusout", () => this.hooks.onPoint(-1));
    outcome.addEventListener("click", (event) => runOf(event) >= 0 && this.hooks.onPin(runOf(event)));
    outcome.addEventListener("keydown", (event) => this.#rowKey(event, runOf(event)));
    this.bodies.listing.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("button");
      if (button) this.#copy(button);
    });
  }

  /** Left and right go from tab to tab. */
  #key(tab, event) {
    const direction = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    const there = this.tabs.filter((other) => !other.hidden);
    const next = there.at((there.indexOf(tab) + direction) % there.length);
    next.focus();
    this.#choose(next.dataset.tab);
  }

  /** Up and down go from row to row, Enter pins. */
  #rowKey(event, run) {
    const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (run < 0 || (!direction && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopPropagation();
    const next = this.bodies.outcome.querySelector(`tr[data-run="${run + (direction ?? 0)}"]`);
    if (direction) /** @type {HTMLElement | null} */ (next)?.focus();
    else this.hooks.onPin(run);
  }

  /** On a phone, a second touch closes what the first has opened. */
  #choose(name) {
    this.chosen = PHONE.matches && name === this.shown ? "" : name;
    this.show(this.chosen);
  }

  /** @param {string} name Of a tab; empty for none. */
  show(name) {
    const first = this.tabs.find((tab) => !tab.hidden);
    for (const tab of this.tabs) {
      const isShown = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown || (!name && tab === first) ? 0 : -1;
      this.bodies[tab.dataset.tab].hidden = !isShown;
    }
    this.root.classList.toggle("closed", !name);
    this.shown = name;
    this.hooks.onShown();
  }

  /** Tabs that have nothing to show are left out, and another one stands in for a chosen one. */
  #matchTabs(panel) {
    const empty = { views: panel.views.length < 2, outcome: !panel.table, step_tab: false, listing: !panel.listing };
    for (const tab of this.tabs) tab.hidden = empty[tab.dataset.tab];
    const name = this.chosen && empty[this.chosen] ? "step_tab" : this.chosen;
    if (name !== this.shown) this.show(name);
  }

  /** @param {import("./payload.js").Panel} panel @param {Record<string, string>} words */
  setPanel(panel, words) {
    this.panel = panel;
    this.words = words;
    for (const tab of this.tabs) tab.textContent = words[/** @type {string} */ (tab.dataset.tab)];
    const outcome = `<p class="spent">${panel.spent ?? ""}</p>${panel.table ?? ""}`;
    if (outcome !== this.outcome) this.bodies.outcome.innerHTML = outcome;
    this.outcome = outcome;
    const first = /** @type {HTMLElement | null} */ (this.bodies.outcome.querySelector("tr[data-run]"));
    if (first) first.tabIndex = 0;
    const listing = panel.listing
      ? `<button type="button">${words.copy}</button><pre><code>${panel.listing}</code></pre>`
      : "";
    if (listing !== this.listing) this.bodies.listing.innerHTML = listing;
    this.listing = listing;
    this.#matchTabs(panel);
  }

  /** Fill in the numbers of a step, while they are shown. @param {import("./clock.js").Clock} clock */
  showStep(clock) {
    if (this.shown !== "step_tab" || clock.playing || !this.panel) return;
    const { views, runs, steps } = this.panel;
    const columns = views.flatMap(columnsOf);
    // What the smaller plots leave out, the table leaves out too.
    const every = Math.max(...views.map((view) => view.every));
    const shown = Array.from({ length: Math.min(ROWS, Math.ceil(runs / every)) }, (_, row) => row * every);
    const step = Math.min(clock.frame, steps);
    const ahead = clock.halfway ? 1 : 0;
    const head = [this.words.run, ...columns.map((column) => column.title)];
    const body = shown.map((run) => [run + 1, ...columns.map((column) => column.text(step, ahead, run))]);
    const heads = head.map(() => `<th scope="col"></th>`);
    const lines = body.map(
      ([run, ...cells]) => `<tr><th scope="row">${run}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
    );
    const table = this.bodies.step_tab;
    table.innerHTML = `<table class="runs"><caption></caption>
      <thead><tr>${heads.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table>`;
    const caption = /** @type {HTMLElement} */ (table.querySelector("caption"));
    caption.textContent = this.words.table.replace("{step}", `${clock.frame}${ahead ? "½" : ""}`);
    table.querySelectorAll("thead th").forEach((cell, index) => (cell.textContent = head[index]));
  }

  async #copy(button) {
    const code = /** @type {HTMLElement} */ (this.bodies.listing.querySelector("code"));
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
    } catch {
      // Without a secure connection there is no clipboard; what is selected can be copied.
      getSelection()?.selectAllChildren(code);
      document.execCommand("copy");
    }
    button.textContent = this.words.copied;
    setTimeout(() => (button.textContent = this.words.copy), 1500);
  }
}

/** The columns of a view in the table of a step. @param {import("./payload.js").View} view */
function columnsOf(view) {
  const titles = { loss: ["L₁", "L₂"], parameter: ["t₁", "t₂"], time: [view.title] }[view.kind];
  return titles.map((title, coordinate) => ({
    title,
    text: (step, ahead, run) => {
      const value = valueOf(view, view.ofMultiplier ? step : step + ahead, run / view.every, coordinate);
      return Number.isFinite(value) ? value.toFixed(3) : "–";
    },
  }));
}
