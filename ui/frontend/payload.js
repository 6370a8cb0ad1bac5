// What the server sends: one header and the trajectories of one or two panels.

/** A coordinate that is not a number, or a run that has diverged. */
export const NOTHING = 65535;

/** @typedef {{data: any[], layout: any}} Figure */
/** @typedef {{ink: string, paper: string, palette: string[]}} Theme */

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {number} runs
 * @property {number} steps
 * @property {Record<"light" | "dark", Figure>} figures The parts that stand still.
 * @property {import("./knob.js").KnobSpec[]} knobs Sliders under the panel.
 * @property {string} alt The picture in words.
 * @property {Uint16Array} positions Quantized losses, as [step, loss, run].
 * @property {Uint8Array} colors Index of the colour of each run.
 */

/**
 * @typedef {object} Payload
 * @property {string} signature Short hash of the trajectories.
 * @property {[number, number]} range Losses that the quantized 0 and 65534 stand for.
 * @property {Panel[]} panels
 * @property {Record<"light" | "dark", Theme>} themes
 * @property {number} acknowledged Sequence number of the last change that was answered.
 * @property {string} plotly File of Plotly below the folder of static files.
 * @property {Record<string, string>} words
 */

/**
 * Take the bytes apart without copying the trajectories.
 * @param {Uint8Array} bytes A little-endian length, a JSON header of that length, then for
 *   each panel its positions and its colours, each padded to an even length.
 * @returns {Payload}
 */
export function unpack(bytes) {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  const headerLength = view.getUint32(0, true);
  const headerBytes = aligned.subarray(4, 4 + headerLength);
  const payload = JSON.parse(new TextDecoder().decode(headerBytes));
  let offset = aligned.byteOffset + 4 + headerLength;
  for (const panel of payload.panels) {
    const numbers = (panel.steps + 1) * 2 * panel.runs;
    panel.positions = new Uint16Array(aligned.buffer, offset, numbers);
    offset += 2 * numbers;
    panel.colors = new Uint8Array(aligned.buffer, offset, panel.runs);
    offset += panel.runs + (panel.runs % 2);
  }
  return payload;
}
