// What every page does: back and forward, the theme, the notice of a bad address, and
// whether the server can still be reached.

import { watchConnection } from "./connection.js";
import { comeToPlace } from "./place.js";
import { forceTheme } from "./theme.js";

/** How often a server that has come back is told what the picture was. */
const MOST_TRIES = 3;

/** One page's share of it. */
class AddressBar {
  /** @param {HTMLElement} root */
  constructor(root) {
    const [notice, connection] = /** @type {any} */ (root.children);
    this.notice = notice;
    const [open, , close] = notice.children;
    open.addEventListener("click", () => {
      const small = notice.classList.toggle("notice-small");
      open.setAttribute("aria-expanded", String(!small));
    });
    close.addEventListener("click", () => {
      notice.hidden = true;
      this.send("dismissed", true);
    });
    // The way to another page is Streamlit's own; the state goes along.
    this.path = location.pathname;
    // Nor does a link to a place on this page change the state.
    this.onPop = () => {
      if (location.pathname === this.path && !location.hash) this.#follow(location.search);
    };
    addEventListener("popstate", this.onPop);
    comeToPlace();
    /** The address when the connection was back, until the server has it again. */
    this.wanted = "";
    this.unwatch = watchConnection(connection, () => this.words, (search) => {
      this.wanted = search;
      this.tries = MOST_TRIES;
      this.#follow(search);
    });
  }

  update(data, send) {
    this.send = send;
    this.words = data.words;
    forceTheme(data.theme);
    document.documentElement.lang = data.language;
    this.query = data.query;
    this.isAlone = data.alone;
    this.#insist();
    const [open, text, close] = this.notice.children;
    this.notice.hidden = !data.notice;
    text.textContent = data.notice;
    open.setAttribute("aria-label", data.notice);
    open.hidden = !data.small;
    close.setAttribute("aria-label", data.words.dismiss);
    this.notice.classList.toggle("notice-small", data.small && text.textContent !== this.shown);
    this.shown = text.textContent;
    this.#completeAddress();
  }

  /** A page without a player has nobody else to write its address; nor has a story. */
  #completeAddress() {
    if (!this.isAlone && document.querySelector("[data-testid=loss-player]")) return;
    const isFirst = /\/$/.test(location.pathname);
    const isWritten = location.search.slice(1) === this.query;
    // The first page has a player, which is yet to come.
    if (isFirst || isWritten || location.pathname !== this.path) return;
    history.replaceState(null, "", `${location.pathname}?${this.query}${location.hash}`);
  }

  /** A server that has only just come back begins with the defaults, and may miss a message. */
  #insist() {
    if (!this.wanted) return;
    const isRestored = this.wanted.slice(1).startsWith(this.query);
    if (isRestored || this.tries-- <= 0) this.wanted = "";
    else this.#follow(this.wanted);
  }

  #follow(search) {
    this.send("went", search || "?");
  }

  end() {
    removeEventListener("popstate", this.onPop);
    this.unwatch();
  }
}

const bars = new WeakMap();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".address"));
  if (!bars.has(root)) bars.set(root, new AddressBar(root));
  const bar = bars.get(root);
  bar.update(data, setTriggerValue);
  return () => bar.end();
}
