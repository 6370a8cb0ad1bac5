// The browser's address: always that of the picture on the screen.

/** A browser refuses to be told more often than some hundred times in half a minute. */
const WAIT_MS = 300;
/** Streamlit's own parameters, which stay as they are. */
const NOT_OURS = ["embed", "embed_options"];

/**
 * The query of the address of a picture.
 * @param {string} query The state, from the server.
 * @param {{position: number, pinned: number}} shown
 */
export function fullQuery(query, { position, pinned }) {
  const own = new URLSearchParams(location.search);
  const kept = NOT_OURS.flatMap((name) => own.getAll(name).map((value) => `&${name}=${encodeURIComponent(value)}`));
  const pin = pinned >= 0 ? `&pin=${pinned + 1}` : "";
  return `?${query}&f=${position}${pin}${kept.join("")}`;
}

/** Writes the address, not too often, and the last time for certain. */
export class Address {
  constructor() {
    /** Of the page that it is part of; on the way to another one nothing is written. */
    this.path = location.pathname;
    this.writtenAt = -Infinity;
    /** Back and Forward name a picture that is yet to come; that of before is not written over it. */
    this.isAhead = false;
    this.onPop = () => {
      if (location.pathname !== this.path || location.hash) return;
      this.isAhead = true;
      clearTimeout(this.timer);
    };
    addEventListener("popstate", this.onPop);
  }

  /** The picture of the address that the browser has is on the screen. */
  arrive() {
    this.isAhead = false;
    this.hasArrived = true;
  }

  /** @param {string} query What `fullQuery` made. */
  write(query) {
    if (this.isAhead) return;
    this.query = query;
    clearTimeout(this.timer);
    const wait = Math.max(0, this.writtenAt + WAIT_MS - performance.now());
    if (wait) this.timer = setTimeout(() => this.#write(), wait);
    else this.#write();
  }

  /** Forget what is not yet written. */
  end() {
    removeEventListener("popstate", this.onPop);
    clearTimeout(this.timer);
  }

  #write() {
    const leads = !this.hasArrived;
    this.hasArrived = false;
    if (this.query === location.search || location.pathname !== this.path) return;
    this.writtenAt = performance.now();
    const url = location.pathname + this.query + location.hash;
    const view = (search) => new URLSearchParams(search).get("view");
    const before = view(location.search);
    // Back leads from one view to another, not through each move of a slider.
    if (leads && before && before !== view(this.query)) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  }
}
