// The gallery: cards that open, chips that choose among them, pictures once they are drawn.

import { Filters } from "./filters.js";
import { loadPlotly } from "./plotly.js";

/** How often pictures are asked for that are still to be drawn. */
const ASK_MS = 700;
const SAID_MS = 1500;
const PLOTLY_MS = 1000;
const HAN = /\p{Script=Han}/u;

/** @typedef {{svg: string, text: string}} Picture `svg` is empty if it cannot be drawn. */

class Gallery {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = document.createElement("div");
    this.root.className = "gallery";
    this.root.addEventListener("click", (event) => this.#click(event));
    parent.append(this.root);
  }

  update({ html, pictures, words, plotly }, send) {
    this.send = send;
    this.words = words;
    if (html !== this.html) {
      this.html = html;
      this.root.innerHTML = html;
      this.filters = new Filters(this.root, words);
    }
    this.#draw(pictures);
    // A card opens sooner with what draws it, which would hold the pictures up here.
    setTimeout(() => loadPlotly(plotly).catch(() => undefined), PLOTLY_MS);
  }

  /** @param {Record<string, Picture>} pictures Those that are there, by name. */
  #draw(pictures) {
    const cards = /** @type {HTMLElement[]} */ ([...this.root.querySelectorAll(".card")]);
    for (const card of cards) {
      const place = card.querySelector(".picture:empty");
      const { svg, text } = pictures[card.dataset.name] ?? { svg: "", text: "" };
      if (place && svg) place.append(imageOf(svg, text));
    }
    clearInterval(this.asking);
    if (cards.every(({ dataset }) => dataset.name in pictures)) return;
    this.asking = setInterval(() => {
      // Another run of the page would close what is open above it.
      if (!document.querySelector("[role=dialog]")) this.send("waits", true);
    }, ASK_MS);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const touched = /** @type {HTMLElement} */ (event.target);
    const target = /** @type {HTMLElement} */ (touched.closest(".card a, .card button"));
    // Which theme and language were chosen, the page of sources cannot know.
    if (target?.matches(".erratum")) addLooks(target);
    // Whoever asks for another window gets it from the browser.
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const card = /** @type {HTMLElement} */ (target.closest(".card"));
    const place = target.getAttribute("href");
    const { does } = target.dataset;
    if (target.matches(".open")) this.send("chosen", card.dataset.name);
    else if (place?.startsWith("#")) this.#goTo(place.slice(1));
    else if (does === "embed") this.send("shared", card.dataset.name);
    else if (does === "copy") this.#copy(target, /** @type {any} */ (card.querySelector(".link")).href);
    else return;
    event.preventDefault();
  }

  /** Brings a card into sight, and the focus to it; the address stays as it is. */
  #goTo(id) {
    const card = document.getElementById(id);
    if (card.hidden) this.filters.clear();
    this.root.querySelector("[data-at]")?.removeAttribute("data-at");
    card.dataset.at = "";
    card.scrollIntoView();
    card.querySelector("h3").focus({ preventScroll: true });
  }

  /** @param {HTMLElement} button @param {string} href */
  async #copy(button, href) {
    try {
      await navigator.clipboard.writeText(href);
    } catch {
      copySelected(href, button);
    }
    button.dataset.words ??= button.textContent;
    const said = /** @type {HTMLElement} */ (this.root.querySelector("[data-said]"));
    button.textContent = said.textContent = this.words.copied;
    setTimeout(() => {
      button.textContent = button.dataset.words;
      said.textContent = "";
    }, SAID_MS);
  }

  end() {
    clearInterval(this.asking);
  }
}

/** @param {any} link */
function addLooks(link) {
  const url = new URL(link.href);
  url.searchParams.set("theme", document.documentElement.dataset.theme ?? "auto");
  const language = new URLSearchParams(location.search).get("lang");
  if (language) url.searchParams.set("lang", language);
  link.href = url.href;
}

function imageOf(svg, text) {
  // An image has no font of the page, which draws what a system may have no font for.
  if (HAN.test(svg)) return inlineOf(svg, text);
  const image = new Image();
  image.alt = text;
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return image;
}

function inlineOf(svg, text) {
  const { documentElement: drawn } = new DOMParser().parseFromString(svg, "image/svg+xml");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", text);
  return drawn;
}

/** Without a secure connection there is no clipboard; what is selected can be copied. */
function copySelected(text, before) {
  const box = document.createElement("textarea");
  box.value = text;
  before.after(box);
  box.select();
  document.execCommand("copy");
  box.remove();
  before.focus();
}

const galleries = new WeakMap();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setTriggerValue }) {
  if (!galleries.has(parentElement)) galleries.set(parentElement, new Gallery(parentElement));
  const gallery = galleries.get(parentElement);
  gallery.update(data, setTriggerValue);
  return () => gallery.end();
}
