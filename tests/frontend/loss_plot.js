// A plot of loss space at a known place of the window, without Plotly.

import { Plot } from "/plot.js";

export async function lossPlot({ corner, place, view }) {
  const style = document.createElement("style");
  const files = ["player.css", "touch.css"].map(async (name) => (await fetch(`/${name}`)).text());
  style.textContent = (await Promise.all(files)).join("");
  const plot = new Plot("loss", () => undefined);
  const [left, top] = corner.map((pixels) => `${pixels}px`);
  Object.assign(plot.area.style, { position: "fixed", left, top, width: "400px", height: "300px" });
  document.head.append(style);
  document.body.append(plot.root);
  plot.view = {
    ...view,
    positions: Uint16Array.from(view.positions),
    colors: new Uint8Array(view.runs),
  };
  plot.runs.setView(plot.view, { palette: ["#000"] });
  plot.runs.setPlace(place, 1);
  return plot;
}
