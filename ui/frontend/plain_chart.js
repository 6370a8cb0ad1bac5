// A Plotly figure by itself, drawn once and then updated: zoom and camera stay.

import { loadPlotly } from "./plotly.js";

const PLAIN_CONFIG = { displayModeBar: false, responsive: true, scrollZoom: false };
const drawn = new WeakSet();

function hasWebgl() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setTriggerValue }) {
  const [chart, note] = parentElement.querySelector(".plain-chart").children;
  const figure = JSON.parse(data.figure);
  chart.send = setTriggerValue;
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", data.alt);
  // Three dimensions need it; what stands beside the figure does without.
  const isDrawn = !("scene" in figure.layout) || hasWebgl();
  chart.hidden = !isDrawn;
  note.textContent = isDrawn ? "" : data.without;
  if (!isDrawn) return undefined;
  chart.style.height = `${data.height}px`;
  loadPlotly(data.plotly).then(
    (Plotly) => {
      // Plotly itself forgets where a hand has put the camera.
      const { camera } = chart.layout?.scene ?? {};
      if (camera) figure.layout.scene.camera = camera;
      Plotly.react(chart, figure.data, figure.layout, PLAIN_CONFIG);
      if (!drawn.has(chart)) new ResizeObserver(() => chart.clientWidth && Plotly.Plots.resize(chart)).observe(chart);
      if (!drawn.has(chart) && data.clicks) {
        chart.on("plotly_click", ({ points: [{ x, y }] }) => chart.send("clicked", [x, y]));
      }
      drawn.add(chart);
    },
    (error) => (note.textContent = error.message),
  );
  return undefined;
}
