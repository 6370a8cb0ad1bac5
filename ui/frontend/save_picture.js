// A button in the corner of a plot that makes a picture of it, at a size that one chooses.

import { SvgContext, escaped } from "./svg_context.js";

/** Width and height in pixels, beside that on the screen. */
const PICTURE_SIZES = [
  [1280, 720],
  [1920, 1080],
  [1080, 1080],
];
/** Pixels of a picture for one on the screen. */
export const SHARP = 2;
const SAVE_ICON = "M12 3v10m0 0l-4-4m4 4l4-4M5 17v3h14v-3";

/**
 * @typedef {object} Pictured What a picture is made of.
 * @property {any} Plotly
 * @property {HTMLElement} chart That Plotly has drawn.
 * @property {string} paper Colour behind it.
 * @property {string} title What it shows.
 * @property {((chart: any, sheet: (name: string) => HTMLCanvasElement) => HTMLCanvasElement[])=} over
 *   Draws what lies over the chart, once it was laid out anew, on sheets that it is given.
 */

/** The button and what it opens. */
export class SavePicture {
  /**
   * @param {HTMLElement} parent Of the same size as the plot.
   * @param {() => Pictured} pictured
   */
  constructor(parent, pictured) {
    this.pictured = pictured;
    this.root = document.createElement("div");
    this.root.className = "save-picture";
    this.root.innerHTML = `
      <button type="button" data-testid="save-picture" aria-expanded="false">
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="${SAVE_ICON}"/></svg></button>
      <div hidden><select></select><button type="button">PNG</button><button type="button">SVG</button>
        <span role="alert"></span></div>`;
    const [opener, panel] = /** @type {any} */ (this.root.children);
    [this.opener, this.panel] = [opener, panel];
    const [size, png, svg, problem] = panel.children;
    [this.size, this.problem] = [size, problem];
    opener.addEventListener("click", () => this.#show(panel.hidden));
    png.addEventListener("click", () => this.#save("png"));
    svg.addEventListener("click", () => this.#save("svg"));
    this.root.addEventListener("keydown", (event) => {
      // The player has keys of its own.
      event.stopPropagation();
      if (event.key === "Escape" && !panel.hidden) this.#show(false);
    });
    // What is below would zoom, or place a start.
    for (const name of ["pointerdown", "mousedown", "touchstart", "click", "dblclick"]) {
      this.root.addEventListener(name, (event) => event.stopPropagation());
    }
    parent.append(this.root);
  }

  /** @param {Record<string, string>} said */
  setWords(said) {
    this.said = said;
    this.opener.setAttribute("aria-label", said.open);
    this.opener.title = said.open;
    this.size.setAttribute("aria-label", said.size);
  }

  #show(isShown) {
    this.panel.hidden = !isShown;
    this.opener.setAttribute("aria-expanded", String(isShown));
    this.problem.textContent = "";
    if (!isShown) return this.opener.focus();
    const { clientWidth, clientHeight } = this.pictured().chart;
    const own = [SHARP * clientWidth, SHARP * clientHeight];
    const options = [own, ...PICTURE_SIZES].map(([width, height], index) => {
      const text = `${width} × ${height}${index ? "" : `, ${this.said.as_shown}`}`;
      return new Option(text, `${width}x${height}`);
    });
    this.size.replaceChildren(...options);
    return this.size.focus();
  }

  /** @param {"png" | "svg"} kind */
  async #save(kind) {
    const [width, height] = this.size.value.split("x").map(Number);
    try {
      const blob = await pictureOf(this.pictured(), width, height, kind);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${fileName(this.pictured().title)}.${kind}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      this.#show(false);
    } catch (error) {
      this.problem.textContent = `${this.said.failed} ${error.message}`;
    }
  }
}

/** The first words of what a plot shows. @param {string} title */
function fileName(title) {
  const found = title.match(/[\p{L}\p{N}]+/gu) ?? ["plot"];
  return found.slice(0, 6).join("-").slice(0, 60);
}

/**
 * A picture of a plot, laid out anew for its size, with type as large in it as on the screen.
 * @param {Pictured} pictured
 * @param {number} width In pixels.
 * @param {number} height
 * @param {"png" | "svg"} kind
 * @returns {Promise<Blob>}
 */
export async function pictureOf(pictured, width, height, kind) {
  const { Plotly, paper, over } = pictured;
  const chart = /** @type {any} */ (pictured.chart);
  const scale = Math.min(width / chart.clientWidth, height / chart.clientHeight);
  const size = { width: Math.round(width / scale), height: Math.round(height / scale) };
  const place = document.createElement("div");
  place.style.cssText = `position:fixed;left:-20000px;top:0;width:${size.width}px;height:${size.height}px`;
  document.body.append(place);
  try {
    const layout = structuredClone({ ...chart.layout, ...size, paper_bgcolor: paper, autosize: false });
    await Plotly.newPlot(place, structuredClone(chart.data), layout, { staticPlot: true });
    const url = await Plotly.toImage(place, { format: kind, ...size, scale: kind === "png" ? scale : 1 });
    const drawn = over?.(place, (name) => sheetOf(name, size, kind)) ?? [];
    if (kind === "svg") return svgOf(url, drawn, { width, height }, pictured.title);
    return await pngOf(url, drawn, { width, height });
  } finally {
    Plotly.purge(place);
    place.remove();
  }
}

/** A canvas of a size that is not on the screen; for an SVG one whose drawing is text. */
function sheetOf(name, { width, height }, kind) {
  const canvas = document.createElement("canvas");
  Object.defineProperty(canvas, "clientWidth", { value: width });
  Object.defineProperty(canvas, "clientHeight", { value: height });
  if (kind === "svg") {
    const context = Object.assign(new SvgContext(name), { canvas });
    canvas.getContext = /** @type {any} */ (() => context);
  }
  return canvas;
}

/** @param {string} url @param {HTMLCanvasElement[]} drawn */
async function pngOf(url, drawn, { width, height }) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  c.drawImage(image, 0, 0, width, height);
  for (const sheet of drawn) {
    c.globalAlpha = Number(sheet.style.opacity || 1);
    c.drawImage(sheet, 0, 0, width, height);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(`${width} × ${height}`))), "image/png");
  });
}

/** @param {string} url @param {HTMLCanvasElement[]} drawn @param {string} title */
function svgOf(url, drawn, { width, height }, title) {
  const svg = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  const layers = drawn.map((sheet) => {
    const { markup } = /** @type {any} */ (sheet.getContext("2d"));
    return `<g opacity="${sheet.style.opacity || 1}">${markup}</g>`;
  });
  const end = svg.lastIndexOf("</svg>");
  const whole = `${svg.slice(0, end)}${layers.join("")}</svg>`
    .replace(/(<svg[^>]*?) width="[^"]*" height="[^"]*"/, `$1 width="${width}" height="${height}"`)
    .replace(/(<svg[^>]*>)/, `$1<title>${escaped(title)}</title>`);
  return new Blob([whole], { type: "image/svg+xml" });
}
