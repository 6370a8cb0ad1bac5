// A Plotly figure by itself, drawn once and then updated: a zoom stays.

import { loadPlotly } from "./plotly.js";
import { SavePicture } from "./save_picture.js";

const PLAIN_CONFIG = { displayModeBar: false, responsive: true, scrollZoom: false };
/** In less room than this a figure has smaller type, and fewer ticks. */
const LEAST = { width: 300, height: 140 };
/** Of the size of type, and of the margins, which are made for it. */
const FACTOR = 11 / 14;
/** So many pixels of a figure for each tick. */
const PER_TICK = 60;
const drawn = new WeakMap();
const savings = new WeakMap();

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
      const isFirst = !drawn.has(chart);
      drawn.set(chart, figure);
      draw(Plotly, chart);
      if (isFirst) savings.set(chart, new SavePicture(chart.parentElement, () => picturedOf(Plotly, chart)));
      savings.get(chart).setWords(data.saveWords);
      if (isFirst) new ResizeObserver(() => chart.clientWidth && draw(Plotly, chart)).observe(chart);
      if (isFirst && data.clicks) {
        chart.on("plotly_click", ({ points: [{ x, y }] }) => chart.send("clicked", [x, y]));
      }
    },
    (error) => (note.textContent = error.message),
  );
}

/** @param {HTMLElement} chart @returns {import("./save_picture.js").Pictured} */
function picturedOf(Plotly, chart) {
  const paper = getComputedStyle(chart).getPropertyValue("--st-background-color") || "#fff";
  return { Plotly, chart, paper, title: chart.getAttribute("aria-label") ?? "" };
}

function draw(Plotly, chart) {
  const { data, layout } = drawn.get(chart);
  const { clientWidth: width, clientHeight: height } = chart;
  const isSmall = width < LEAST.width || height < LEAST.height;
  // A copy, since Plotly writes into what it is given.
  const shown = structuredClone({ ...(isSmall ? inLittleRoom(layout, width, height) : layout), width, height });
  Plotly.react(chart, data, shown, PLAIN_CONFIG);
}

/** A layout with smaller type. @param {any} layout @param {number} width @param {number} height */
function inLittleRoom(layout, width, height) {
  const size = Math.round(FACTOR * layout.font.size);
  const margin = Object.fromEntries(
    Object.entries(layout.margin).map(([side, pixels]) => [side, Math.round(FACTOR * pixels)]),
  );
  const small = { ...layout, font: { ...layout.font, size }, margin };
  for (const [name, room] of Object.entries({ xaxis: width, yaxis: height })) {
    if (!(name in layout)) continue;
    const { title, ...axis } = layout[name];
    const upright = axis.type === "category" ? {} : { tickangle: 0 };
    const nticks = Math.max(2, Math.floor(room / PER_TICK));
    small[name] = { ...upright, ...axis, nticks, title: { ...title, font: { ...title?.font, size } } };
  }
  return small;
}
