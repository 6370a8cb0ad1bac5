// Paints once a frame for as long as a clock plays.

/** Moves a clock on by the time that has passed between two frames. */
export class Ticker {
  /**
   * @param {import("./clock.js").Clock} clock
   * @param {HTMLElement} root It stops when this has left the page.
   * @param {(now: number) => void} onFrame Called after each move, the last one too.
   * @param {number} rate Seconds of the clock in a second.
   */
  constructor(clock, root, onFrame, rate = 1) {
    this.clock = clock;
    this.root = root;
    this.onFrame = onFrame;
    this.rate = rate;
    this.before = 0;
    this.ticking = false;
  }

  /** Begin if the clock plays; says whether that was to be done. */
  start() {
    if (!this.clock.playing || this.ticking) return false;
    this.ticking = true;
    this.before = performance.now();
    requestAnimationFrame((now) => this.#tick(now));
    return true;
  }

  #tick(now) {
    this.clock.advance((this.rate * Math.max(0, now - this.before)) / 1000);
    this.before = now;
    this.ticking = this.clock.playing && this.root.isConnected;
    this.onFrame(now);
    if (this.ticking) requestAnimationFrame((later) => this.#tick(later));
  }
}
