// A drawing context whose drawing is the text of an SVG: what the player draws, as paths.

/** Marks that mean something else in XML. */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
export function escaped(text) {
  return text.replace(/[&<>"]/g, (mark) => ENTITIES[mark]);
}

/** What the runs are drawn with, and no more, of `CanvasRenderingContext2D`. */
export class SvgContext {
  /** @param {string} name Unique in the SVG, for what is referred to in it. */
  constructor(name) {
    this.name = name;
    this.measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    this.look = {
      strokeStyle: "#000",
      fillStyle: "#000",
      lineWidth: 1,
      lineJoin: "miter",
      globalAlpha: 1,
      font: "10px sans-serif",
      textAlign: "left",
      textBaseline: "alphabetic",
    };
    Object.assign(this, this.look);
    this.clearRect();
  }

  /** All of it: the player clears nothing less. */
  clearRect() {
    this.parts = [];
    this.path = [];
    this.saved = [];
    this.open = 0;
    this.clips = 0;
    this.shift = [0, 0];
    this.factor = 1;
  }

  /** What was drawn, as elements of an SVG. */
  get markup() {
    return this.parts.join("") + "</g>".repeat(this.open);
  }

  setTransform() {}

  save() {
    const look = Object.fromEntries(Object.keys(this.look).map((name) => [name, this[name]]));
    this.saved.push({ look, open: this.open, shift: this.shift, factor: this.factor });
  }

  restore() {
    const { look, open, shift, factor } = this.saved.pop();
    this.parts.push("</g>".repeat(this.open - open));
    Object.assign(this, look, { open, shift, factor });
  }

  translate(x, y) {
    this.shift = [this.#x(x), this.#y(y)];
  }

  /** Markers are scaled alike in both directions. */
  scale(factor) {
    this.factor *= factor;
  }

  beginPath() {
    this.path = [];
  }

  moveTo(x, y) {
    this.path.push(`M${short(this.#x(x))} ${short(this.#y(y))}`);
  }

  lineTo(x, y) {
    this.path.push(`L${short(this.#x(x))} ${short(this.#y(y))}`);
  }

  closePath() {
    this.path.push("Z");
  }

  /** A whole circle: the player draws no other arcs. */
  arc(x, y, radius) {
    const r = short(radius * this.factor);
    const half = `a${r} ${r} 0 1 0 `;
    this.moveTo(x - radius, y);
    this.path.push(`${half}${short(2 * radius * this.factor)} 0${half}${short(-2 * radius * this.factor)} 0Z`);
  }

  rect(x, y, width, height) {
    this.moveTo(x, y);
    this.path.push(`h${short(width)}v${short(height)}h${short(-width)}Z`);
  }

  clip() {
    const id = `${this.name}-${this.clips++}`;
    this.parts.push(`<clipPath id="${id}"><path d="${this.path.join("")}"/></clipPath><g clip-path="url(#${id})">`);
    this.open++;
  }

  stroke() {
    this.parts.push(
      `<path d="${this.path.join("")}" fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}"` +
        ` stroke-linejoin="${this.lineJoin}"${this.#alpha()}/>`,
    );
  }

  fill() {
    this.parts.push(`<path d="${this.path.join("")}" fill="${this.fillStyle}"${this.#alpha()}/>`);
  }

  fillRect(x, y, width, height) {
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
  }

  strokeText(text, x, y) {
    const line = `stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}" stroke-linejoin="round"`;
    this.#text(text, x, y, `fill="none" ${line}`);
  }

  fillText(text, x, y) {
    this.#text(text, x, y, `fill="${this.fillStyle}"`);
  }

  /** @param {string} text */
  measureText(text) {
    this.measure.font = this.font;
    return this.measure.measureText(text);
  }

  #text(text, x, y, look) {
    const anchor = { left: "start", center: "middle", right: "end" }[this.textAlign];
    // Not every program knows another base line than that of the alphabet.
    const down = this.textBaseline === "middle" ? 0.35 * parseFloat(this.font.match(/[\d.]+(?=px)/)[0]) : 0;
    this.parts.push(
      `<text x="${short(x)}" y="${short(y + down)}" text-anchor="${anchor}" style="font:${escaped(this.font)}" ${look}` +
        `${this.#alpha()}>${escaped(text)}</text>`,
    );
  }

  #alpha() {
    return this.globalAlpha < 1 ? ` opacity="${this.globalAlpha}"` : "";
  }

  #x(x) {
    return this.shift[0] + this.factor * x;
  }

  #y(y) {
    return this.shift[1] + this.factor * y;
  }
}

/** @param {number} value */
function short(value) {
  return String(Math.round(100 * value) / 100);
}
