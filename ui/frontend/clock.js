// Which step is shown, and how it moves on.

/** Steps a second at speed 1. */
export const STEPS_PER_SECOND = 60;

/** Playback of a given number of steps; starts paused at the last one. */
export class Clock {
  /** @param {number} steps */
  constructor(steps) {
    this.steps = steps;
    /** Exact position: a whole step, a half one if those are shown, any while it plays. */
    this.position = steps;
    this.speed = 1;
    this.playing = false;
    /** Whether a step can be shown in halves. */
    this.halves = false;
  }

  get frame() {
    return Math.floor(this.position);
  }

  /** Whether it stands between two steps, where θ has moved and λ has not. */
  get halfway() {
    return !this.playing && this.position > this.frame;
  }

  /** Keep frame and playing state; what stood at the end goes on standing at the end.
   * @param {number} steps */
  setSteps(steps) {
    const atEnd = !this.playing && this.frame >= this.steps;
    this.steps = steps;
    this.position = atEnd ? steps : Math.min(this.position, steps);
    if (!this.halves && !this.playing) this.position = this.frame;
  }

  toggle() {
    if (this.playing) return this.pause();
    if (this.frame >= this.steps) this.position = 0;
    this.playing = true;
    return undefined;
  }

  pause() {
    if (this.playing) this.position = this.frame;
    this.playing = false;
  }

  /** Pause at a step, or at a half one if those are shown. @param {number} position */
  goTo(position) {
    this.playing = false;
    const unit = this.halves ? 2 : 1;
    this.position = Math.max(0, Math.min(this.steps, Math.round(position * unit) / unit));
  }

  /** Move on by a span of time; stops at the end. @param {number} seconds */
  advance(seconds) {
    if (!this.playing) return;
    this.position += seconds * STEPS_PER_SECOND * this.speed;
    if (this.position >= this.steps) {
      this.position = this.steps;
      this.playing = false;
    }
  }
}
