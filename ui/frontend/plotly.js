// Plotly, loaded once into the page, from this app's own server. There are two scripts of it: one
// for plots of two dimensions, and another one for all.

import { appFile } from "./app_file.js";

/**
 * @param {string} file Path below the folder of static files.
 * @returns {Promise<any>} The same for all components, whichever asks first.
 */
export function loadPlotly(file) {
  const page = /** @type {any} */ (window);
  if (!page.paretoscopePlotly) document.fonts.addEventListener("loadingdone", drawTextsAnew);
  page.paretoscopePlotly ??= {};
  page.paretoscopePlotly[file] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = appFile(file);
    script.onload = () => resolve(page.Plotly);
    script.onerror = () => reject(new Error(`Could not load ${script.src}`));
    document.head.append(script);
  });
  return page.paretoscopePlotly[file];
}

/** Chromium leaves the text of an SVG as it was before its font was there. */
function drawTextsAnew() {
  for (const drawn of document.querySelectorAll("svg.main-svg, .picture svg")) {
    const { style } = /** @type {SVGElement} */ (drawn);
    const { display } = style;
    style.display = "none";
    drawn.getBoundingClientRect();
    style.display = display;
  }
}
