// A chart of three dimensions: its camera stays where a hand has put it.

import { solidProjection } from "./projection.js";

const SOLID_CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false };
/** How near to the middle a camera goes, and how far away, in widths of the floor. */
const NEAREST = 0.5;
const FARTHEST = 5;

export function hasWebgl() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

/** One scene that is drawn once and then only updated. */
export class Solid {
  /** @param {HTMLElement} element @param {() => void} onRender Called after each picture of it. */
  constructor(element, onRender) {
    this.element = /** @type {any} */ (element);
    this.onRender = onRender;
    this.drawn = "";
  }

  /**
   * @param {any} Plotly
   * @param {string} json Of the figure.
   * @param {{width: number, height: number}} size
   */
  async show(Plotly, json, size) {
    const wanted = JSON.stringify([json, size]);
    if (wanted === this.drawn) return;
    this.drawn = wanted;
    this.Plotly = Plotly;
    const { data, layout } = JSON.parse(json);
    // Plotly itself forgets where a finger has put the camera.
    const camera = this.camera ?? layout.scene.camera;
    await Plotly.react(this.element, data, { ...layout, ...size, scene: { ...layout.scene, camera } }, SOLID_CONFIG);
    this.#follow();
  }

  /** Not that of the layout, which Plotly does not tell of what a finger has turned. */
  get camera() {
    return this.followed && this.element._fullLayout.scene._scene.getCamera();
  }

  /** Whatever lies over the chart moves with it. */
  #follow() {
    const { glplot } = this.element._fullLayout.scene._scene;
    if (glplot === this.followed) return;
    this.followed = glplot;
    const { onrender } = glplot;
    glplot.onrender = () => {
      onrender?.();
      this.onRender();
    };
  }

  /** Put the camera somewhere else. */
  look(camera) {
    this.Plotly?.relayout(this.element, { "scene.camera": structuredClone(camera) });
  }

  /** @param {number} factor How much farther away the camera goes. */
  zoom(factor) {
    if (!this.camera) return;
    const { eye, center } = this.camera;
    const offset = ["x", "y", "z"].map((axis) => eye[axis] - center[axis]);
    const distance = Math.hypot(...offset);
    const taken = Math.max(NEAREST, Math.min(FARTHEST, factor * distance)) / distance;
    const [x, y, z] = offset;
    const closer = { x: center.x + taken * x, y: center.y + taken * y, z: center.z + taken * z };
    this.look({ ...this.camera, eye: closer });
  }

  /** From values to pixels; undefined before it is drawn. */
  get projection() {
    return this.followed && solidProjection(this.element);
  }
}
