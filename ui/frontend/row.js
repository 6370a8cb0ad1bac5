// What became of one run, in a line: start, end, verdict, steps, multiplier.

import { valueOf } from "./payload.js";

/** Put values in the places of a sentence. @param {string} text @param {Record<string, any>} values */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/**
 * @param {import("./payload.js").Panel} panel
 * @param {number} run
 * @param {Record<string, string>} words
 */
export function rowOf(panel, run, words) {
  const [view] = panel.views;
  const [end1, end2, multiplier, settledBy] = panel.outcome.subarray(4 * run, 4 * run + 4);
  const text = (value) => (Number.isFinite(value) ? value.toFixed(3).replace(/^-(0\.0+)$/, "$1") : "–");
  const parts = [
    filled(words.row, {
      run: run + 1,
      start_1: view.kind === "loss" ? text(valueOf(view, 0, run, 0)) : "–",
      start_2: view.kind === "loss" ? text(valueOf(view, 0, run, 1)) : "–",
      end_1: text(end1),
      end_2: text(end2),
      verdict: panel.verdictWords[panel.verdicts[run]],
    }),
  ];
  if (Number.isFinite(settledBy)) parts.push(filled(words.row_settled, { step: settledBy }));
  if (Number.isFinite(multiplier)) parts.push(filled(words.row_multiplier, { multiplier: text(multiplier) }));
  return parts.join("") + words.row_stop;
}
