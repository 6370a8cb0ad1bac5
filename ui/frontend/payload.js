// What the server sends: one header, then the arrays of each panel and of its views.

/** A coordinate that is not a number, or a run that has diverged. */
export const NOTHING = 65535;

/** @typedef {"light" | "dark" | "projector"} Shade */
/** @typedef {{data: any[], layout: any}} Figure */
/**
 * @typedef {object} Theme
 * @property {string} ink
 * @property {string} paper
 * @property {string[]} palette
 * @property {number} font_size
 * @property {number} line_width Factor for all lines and markers.
 */

/**
 * @typedef {object} View One plot of the runs of a panel.
 * @property {"loss" | "parameter" | "time"} kind
 * @property {string} name Of the part of the state that says what it shows.
 * @property {string} title
 * @property {1 | 2} coordinates Over time, the step is the first of two.
 * @property {[number, number][]} ranges What the quantized 0 and 65534 stand for.
 * @property {Partial<Record<Shade, Figure>>} stills The parts that stand still.
 * @property {boolean} ofMultiplier Whether half a step leaves it as it is.
 * @property {[string, string][]} options What else it can show.
 * @property {number} every Only each so manieth run of the panel is in it.
 * @property {string[]} labels A symbol, and its value in each of as many equal groups of runs.
 * @property {number} runs
 * @property {number} steps
 * @property {Uint16Array} positions Quantized, as [step, coordinate, run].
 * @property {Uint8Array} colors Index of the colour of each run.
 */

/**
 * @typedef {object} Bound The line at ε, and where it can be dragged.
 * @property {string} name
 * @property {number} value
 * @property {number} low
 * @property {number} high
 * @property {number[]} [values] All that there are, in order; any between the ends unless told.
 */

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {number} runs
 * @property {number} steps
 * @property {boolean} halves Whether a step can be shown in halves.
 * @property {View[]} views The first one is the largest.
 * @property {import("./knob.js").KnobSpec[]} knobs Sliders under the plots.
 * @property {string} alt The picture in words.
 * @property {string[]} verdictWords
 * @property {Float32Array} outcome End L₁, end L₂, λ, and step by which it settled, per run.
 * @property {Uint8Array} verdicts Index of `verdictWords` of each run.
 * @property {Bound | null} [bound]
 * @property {boolean} [touchable] Whether starts can be moved.
 * @property {boolean} [asks] Whether a click on the first plot is an answer.
 * @property {string} [chip] What became of its runs, in short.
 * @property {{name: string, value: string, label: string}} [opens] What a click on the title
 *   asks the server for, and what it is called.
 * @property {string} [spent]
 * @property {string} [table] As HTML.
 * @property {string} [listing] As HTML.
 */

/**
 * @typedef {object} Payload
 * @property {string} signature Short hash of the trajectories.
 * @property {Panel[]} panels
 * @property {Record<Shade, Theme>} themes
 * @property {"auto" | Shade} theme
 * @property {"lesson" | "lab" | "figure" | "compare" | "story"} layout
 * @property {string[]} hidden Names of controls that the address hides.
 * @property {string} query The state, as the query of an address; empty where the page has no
 *   address of its own that could say it.
 * @property {{count: number, frame: number | null, pinned: number, play: boolean}} opened
 * @property {import("./cue.js").Cue | null} cue Of a story, whose player writes no
 *   address.
 * @property {number} acknowledged Sequence number of the last change that was answered.
 * @property {string} said What is to be said about starts that were sent.
 * @property {string} plotly File of Plotly below the folder of static files.
 * @property {Record<string, string>} words
 * @property {Record<string, string>} saveWords
 */

/**
 * Take the bytes apart without copying the trajectories.
 * @param {Uint8Array} bytes A little-endian length, a JSON header of that length, then the
 *   arrays, each padded to whole words of four bytes.
 * @returns {Payload}
 */
export function unpack(bytes) {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  const headerLength = view.getUint32(0, true);
  const header = new TextDecoder().decode(aligned.subarray(4, 4 + headerLength));
  const payload = JSON.parse(header);
  let offset = aligned.byteOffset + 4 + headerLength;

  const take = (Kind, count) => {
    const array = new Kind(aligned.buffer, offset, count);
    offset += 4 * Math.ceil(array.byteLength / 4);
    return array;
  };

  for (const panel of payload.panels) {
    panel.outcome = take(Float32Array, 4 * panel.runs);
    panel.verdicts = take(Uint8Array, panel.runs);
    const colors = take(Uint8Array, panel.runs);
    for (const shown of panel.views) {
      shown.steps = panel.steps;
      shown.positions = take(Uint16Array, (panel.steps + 1) * shown.coordinates * shown.runs);
      shown.colors = colors.filter((_, run) => run % shown.every === 0);
    }
  }
  return payload;
}

/**
 * The value that a coordinate of a run stands for; NaN where the run has diverged.
 * @param {View} view
 * @param {number} step
 * @param {number} run Of the view.
 * @param {number} coordinate Its index; over time there is only 0.
 */
export function valueOf(view, step, run, coordinate) {
  const whole = view.positions[(step * view.coordinates + coordinate) * view.runs + run];
  const [low, high] = view.ranges[coordinate];
  return whole === NOTHING ? NaN : low + (whole * (high - low)) / (NOTHING - 1);
}
