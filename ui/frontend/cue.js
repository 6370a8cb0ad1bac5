// When to play: a page that tells a story has its players begin, each time but once.

import { shared } from "./shared.js";

/**
 * @typedef {object} Cue
 * @property {number} count Grows with each cue.
 * @property {boolean} plays Whether to play from the start, or to stand at the end.
 * @property {number} speed
 */

/** Set a clock as a cue says, unless that was done before.
 * @param {import("./clock.js").Clock} clock @param {Cue} cue */
export function followCue(clock, { count, plays, speed }) {
  const page = shared();
  if (page.cued === count) return;
  page.cued = count;
  clock.speed = speed;
  clock.goTo(clock.steps);
  if (plays && !matchMedia("(prefers-reduced-motion: reduce)").matches) clock.toggle();
}
