// Which step is shown, and how it moves on.

/** Steps a second at speed 1. */
export const STEPS_PER_SECOND = 60;

/** Playback of a given number of steps; starts paused at the last one. */
export class Clock {
  /** @param {number} steps */
  constructor(steps) {
    this.steps = steps;
    /** Exact position; the step shown is its whole part. */
    this.position = steps;
    this.speed = 1;
    this.playing = false;
  }

  get frame() {
    return Math.floor(this.position);
  }

  /** Keep frame and playing state; what stood at the end goes on standing at the end.
   * @param {number} steps */
  setSteps(steps) {
    const atEnd = !this.playing && this.frame >= this.steps;
    this.steps = steps;
    this.position = atEnd ? steps : Math.min(this.position, steps);
  }

  toggle() {
    if (!this.playing && this.frame >= this.steps) this.position = 0;
    this.playing = !this.playing;
  }

  pause() {
    this.playing = false;
  }

  /** Pause at a step. @param {number} frame */
  goTo(frame) {
    this.playing = false;
    this.position = Math.max(0, Math.min(this.steps, Math.round(frame)));
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
