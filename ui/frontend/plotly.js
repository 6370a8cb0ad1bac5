// Plotly, loaded once into the page, from this app's own server.

/**
 * @param {string} file Path below the folder of static files.
 * @returns {Promise<any>} The same for all components, whichever asks first.
 */
export function loadPlotly(file) {
  const page = /** @type {any} */ (window);
  if (!page.paretoscopePlotly) document.fonts.addEventListener("loadingdone", drawTextsAnew);
  page.paretoscopePlotly ??= new Promise((resolve, reject) => {
    const own = /** @type {HTMLScriptElement | null} */ (
      document.querySelector('script[src*="static/js/"]')
    );
    // The app's root, whatever page of it this is and whatever proxy stands before it.
    const root = own ? own.src.replace(/static\/js\/.*$/, "") : document.baseURI;
    const script = document.createElement("script");
    script.src = new URL(`app/static/${file}`, root).href;
    script.onload = () => resolve(page.Plotly);
    script.onerror = () => reject(new Error(`Could not load ${script.src}`));
    document.head.append(script);
  });
  return page.paretoscopePlotly;
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
