// A Plotly figure by itself, drawn once and then updated: a zoom stays.

import { loadPlotly } from "./plotly.js";

const PLAIN_CONFIG = { displayModeBar: false, responsive: true, scrollZoom: false };
const drawn = new WeakSet();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setTriggerValue }) {
  const [chart, note] = parentElement.querySelector(".plain-chart").children;
  const figure = JSON.parse(data.figure);
  chart.send = setTriggerValue;
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", data.alt);
  chart.style.height = `${data.height}px`;
  loadPlotly(data.plotly).then(
    (Plotly) => {
      Plotly.react(chart, figure.data, figure.layout, PLAIN_CONFIG);
      if (!drawn.has(chart)) new ResizeObserver(() => chart.clientWidth && Plotly.Plots.resize(chart)).observe(chart);
      if (!drawn.has(chart) && data.clicks) {
        chart.on("plotly_click", ({ points: [{ x, y }] }) => chart.send("clicked", [x, y]));
      }
      drawn.add(chart);
    },
    (error) => (note.textContent = error.message),
  );
}
