// Sends for Plotly before there is anything to draw.

import { loadPlotly } from "./plotly.js";

/** Called by Streamlit when the component appears. */
export default function mount({ data }) {
  // The player, which needs it, says so if it does not come.
  loadPlotly(data.plotly).catch(() => undefined);
}
