// The data of an exported file: what it shows at each value of its slider.
//
// `exports/twin_data.py` and `exports/coding.py` make it, and say how.

import { NOTHING } from "./payload.js";

/**
 * @typedef {object} TwinHeader
 * @property {any} base Header of a payload, without arrays.
 * @property {[(string | number)[][], any[]][]} columns Places in it, and what is there at each value.
 * @property {number[]} values Of the slider, in order.
 * @property {number} own Index of the value that is shown first.
 * @property {number} quantum
 * @property {number[]} kept Steps of the frames.
 * @property {0 | 1 | null} shared Which loss the second view shows over time, if it is one.
 */

/** @param {string} text Base64 of deflated bytes. @returns {Promise<Uint8Array>} */
export async function inflated(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** All values of a slider; makes a payload of any of them. */
export class TwinData {
  /** @param {Uint8Array} bytes As `inflated` gives them. */
  constructor(bytes) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    /** @type {TwinHeader} */
    this.header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    let offset = 4 + length;
    const take = (count) => bytes.subarray(offset, (offset += count));
    const { base, values, kept, shared } = this.header;
    const [panel] = base.panels;
    this.runs = panel.runs;
    const views = shared === null ? panel.views : panel.views.slice(0, 1);
    this.series = this.runs * views.reduce((sum, view) => sum + view.coordinates, 0);
    this.colors = take(this.runs);
    this.verdicts = values.map(() => take(this.runs));
    this.outcomes = unplaned(take(16 * values.length * this.runs), 4);
    const frames = values.length * this.series * kept.length;
    this.codes = added(unplaned(take(2 * frames), 2), this.series * kept.length, kept.length);
  }

  /**
   * What the server would send at a value.
   * @param {number} index Of the value.
   * @param {(header: any) => void} change Changes the header.
   */
  payload(index, change) {
    const header = structuredClone(this.header.base);
    for (const [places, parts] of this.header.columns) {
      for (const place of places) put(header, place, parts[index]);
    }
    change(header);
    const outcome = this.outcomes.subarray(16 * index * this.runs, 16 * (index + 1) * this.runs);
    return joined(header, [outcome, this.verdicts[index], this.colors, ...this.#positions(index)]);
  }

  /** Positions of each view at all steps. @returns {Uint8Array[]} */
  #positions(index) {
    const { base, kept, quantum, shared } = this.header;
    const [panel] = base.panels;
    const own = this.codes.subarray(index * this.series * kept.length);
    const of = (first, count) => {
      const wholes = new Uint16Array((panel.steps + 1) * count);
      for (let one = 0; one < count; one++) {
        const codes = own.subarray((first + one) * kept.length, (first + one + 1) * kept.length);
        spread(codes, kept, quantum, wholes, one, count);
      }
      return new Uint8Array(wholes.buffer);
    };
    let first = 0;
    return panel.views.map(({ coordinates }, view) => {
      if (view > 0 && shared !== null) return of(shared * this.runs, this.runs);
      const count = coordinates * this.runs;
      first += count;
      return of(first - count, count);
    });
  }
}

/** Numbers whose lowest bytes all come first, as bytes. @param {Uint8Array} bytes @param {number} size */
function unplaned(bytes, size) {
  const count = bytes.length / size;
  const whole = new Uint8Array(bytes.length);
  for (let plane = 0; plane < size; plane++) {
    for (let k = 0; k < count; k++) whole[size * k + plane] = bytes[plane * count + k];
  }
  return whole;
}

/**
 * Codes from their zigzag differences, modulo 65536.
 * @param {Uint8Array} bytes
 * @param {number} perValue How many there are of a value.
 * @param {number} frames
 */
function added(bytes, perValue, frames) {
  const codes = new Uint16Array(bytes.buffer);
  let [slope, sum] = [0, 0];
  codes.forEach((zigzag, k) => {
    if (k % frames === 0) [slope, sum] = [0, 0];
    slope += zigzag & 1 ? -(zigzag + 1) / 2 : zigzag / 2;
    sum += slope;
    codes[k] = sum + (k < perValue ? 0 : codes[k - perValue]);
  });
  return codes;
}

/**
 * One series at all steps: between two frames it goes straight.
 * @param {Uint16Array} codes At the frames.
 * @param {number[]} kept Their steps.
 * @param {number} quantum
 * @param {Uint16Array} wholes Where it is written, at every `count`-th place from `first`.
 */
function spread(codes, kept, quantum, wholes, first, count) {
  const whole = (frame) => (codes[frame] ? Math.min(NOTHING - 1, (codes[frame] - 1) * quantum) : NOTHING);
  kept.forEach((step, frame) => {
    const [from, to] = [whole(frame), frame + 1 < kept.length ? whole(frame + 1) : 0];
    const until = kept[frame + 1] ?? step + 1;
    const slope = from === NOTHING || to === NOTHING ? 0 : (to - from) / (until - step);
    for (let at = step; at < until; at++) wholes[at * count + first] = from + Math.round(slope * (at - step));
  });
}

/** @param {any} header @param {(string | number)[]} place @param {any} part */
function put(header, place, part) {
  const last = place.length - 1;
  let within = header;
  for (const name of place.slice(0, last)) within = within[name];
  within[place[last]] = part;
}

/** Bytes as `unpack` takes them apart. @param {any} header @param {Uint8Array[]} arrays */
function joined(header, arrays) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const upToWords = (length) => 4 * Math.ceil(length / 4);
  const lengths = [text, ...arrays].map(({ length }) => upToWords(length));
  const bytes = new Uint8Array(4 + lengths.reduce((sum, length) => sum + length));
  new DataView(bytes.buffer).setUint32(0, lengths[0], true);
  bytes.fill(32, 4, 4 + lengths[0]);
  let offset = 4;
  [text, ...arrays].forEach((array, k) => {
    bytes.set(array, offset);
    offset += lengths[k];
  });
  return bytes;
}
