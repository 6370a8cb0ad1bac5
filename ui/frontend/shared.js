// What all players of a browser window share, so that another view of the app goes on
// where the last one was: the clock, and which run is lifted out.

import { Clock } from "./clock.js";

/** A run that a person points at, and one that stays lifted out; both −1 for none. */
export class Selection {
  constructor() {
    this.pointed = -1;
    this.pinned = -1;
  }

  /** The run that all others are dimmed for. */
  get lifted() {
    return this.pointed >= 0 ? this.pointed : this.pinned;
  }
}

/**
 * @typedef {object} Shared
 * @property {Clock} clock
 * @property {Selection} selection
 * @property {number} opened How many addresses were opened when one was last followed.
 * @property {number} cued Number of the last cue that was followed.
 */

/** @returns {Shared} */
export function shared() {
  const page = /** @type {any} */ (window);
  page.paretoscope ??= { clock: new Clock(0), selection: new Selection(), opened: 0, cued: 0 };
  return page.paretoscope;
}
