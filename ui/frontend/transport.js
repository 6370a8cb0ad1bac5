// Play, pause, step, scrub and speed, by mouse and by keys.

/** What each speed button multiplies the steps a second by. */
const SPEEDS = [0.25, 0.5, 1, 2, 4];
const LEAP = 10;
const HALF = 0.5;

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M6 5h4v14H6zm8 0h4v14h-4z",
  back: "M18 6v12l-8.5-6zM6 6h2v12H6z",
  forward: "M6 6v12l8.5-6zM16 6h2v12h-2z",
  first: "M19 6v12l-6-6zm-7 0v12l-6-6zM4 6h1.6v12H4z",
  last: "M5 6v12l6-6zm7 0v12l6-6zM18.4 6H20v12h-1.6z",
};

const TRANSPORT_TEMPLATE = `
  <button type="button" data-control="first"></button>
  <button type="button" data-control="back"></button>
  <button type="button" data-control="play" class="primary"></button>
  <button type="button" data-control="half"></button>
  <button type="button" data-control="forward"></button>
  <button type="button" data-control="last"></button>
  <input type="range" data-control="scrub" min="0" max="0" step="1" value="0">
  <output data-control="counter" aria-live="off"></output>
  <button type="button" data-control="speed"></button>`;

/** @param {string} name */
function icon(name) {
  return `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
}

/** The row of buttons, the scrubber and the step counter, bound to a clock. */
export class Transport {
  /**
   * @param {HTMLElement} root The player; takes the keys while it has the focus, and the row
   *   where it has an empty `.transport`.
   * @param {import("./clock.js").Clock} clock
   * @param {() => void} onChange
   */
  constructor(root, clock, onChange) {
    this.clock = clock;
    this.onChange = onChange;
    root.querySelector(".transport").innerHTML = TRANSPORT_TEMPLATE;
    const find = (name) => /** @type {any} */ (root.querySelector(`[data-control=${name}]`));
    this.controls = Object.fromEntries(
      ["first", "back", "play", "half", "forward", "last", "scrub", "speed", "counter"].map((name) => [name, find(name)]),
    );
    for (const name of ["first", "back", "forward", "last"]) this.controls[name].innerHTML = icon(name);
    this.controls.half.textContent = "½";
    this.#bind();
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  #bind() {
    const { clock, controls } = this;
    const on = (name, event, action) =>
      controls[name].addEventListener(event, () => {
        action();
        this.onChange();
      });
    on("first", "click", () => clock.goTo(0));
    on("back", "click", () => clock.goTo(Math.ceil(clock.position) - 1));
    on("play", "click", () => clock.toggle());
    on("half", "click", () => clock.goTo(clock.position + HALF));
    on("forward", "click", () => clock.goTo(clock.frame + 1));
    on("last", "click", () => clock.goTo(clock.steps));
    on("scrub", "input", () => clock.goTo(Number(controls.scrub.value)));
    on("speed", "click", () => {
      clock.speed = SPEEDS[(SPEEDS.indexOf(clock.speed) + 1) % SPEEDS.length];
    });
  }

  /** @param {Record<string, string>} words */
  setWords(words) {
    this.words = words;
    this.shownPlaying = undefined;
    for (const [name, control] of Object.entries(this.controls)) {
      if (name === "counter") continue;
      control.setAttribute("aria-label", words[name]);
      control.title = words[name];
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    const slider = target.matches("input[type=range]") && target !== this.controls.scrub;
    const button = target.matches("button");
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("select")) return;
    if (event.key === "Escape") {
      // In a frame, the keys go back to the slides around it.
      target.blur();
      parent.focus();
      return;
    }
    if (slider && event.key !== " ") return;
    if (button && (event.key === " " || event.key === "Enter") && target !== this.controls.play) return;
    const { clock } = this;
    const stride = event.shiftKey ? LEAP : 1;
    const actions = {
      " ": () => clock.toggle(),
      ArrowLeft: () => clock.goTo(Math.ceil(clock.position) - stride),
      ArrowRight: () => clock.goTo(clock.frame + stride),
      ",": () => clock.halves && clock.goTo(clock.position - HALF),
      ".": () => clock.halves && clock.goTo(clock.position + HALF),
      r: () => clock.goTo(0),
      Home: () => clock.goTo(0),
      End: () => clock.goTo(clock.steps),
    };
    const key = event.key === "R" ? "r" : event.key;
    if (!(key in actions)) return;
    event.preventDefault();
    actions[key]();
    this.onChange();
  }

  /** Where the clock stands, in words. */
  position() {
    const { clock } = this;
    return `${clock.frame}${clock.halfway ? "½" : ""} / ${clock.steps}`;
  }

  show() {
    const { clock, controls, words } = this;
    const { play, scrub, counter, speed } = controls;
    scrub.max = String(clock.steps);
    scrub.value = String(clock.frame);
    const shown = this.position();
    scrub.setAttribute("aria-valuetext", shown);
    if (counter.textContent !== shown) counter.textContent = shown;
    counter.title = clock.halfway ? words?.phase_theta ?? "" : "";
    controls.half.hidden = !clock.halves;
    speed.textContent = `×${clock.speed}`;
    if (this.shownPlaying === clock.playing || !words) return;
    this.shownPlaying = clock.playing;
    play.innerHTML = icon(clock.playing ? "pause" : "play");
    play.setAttribute("aria-label", clock.playing ? words.pause : words.play);
    play.title = clock.playing ? words.pause : words.play;
  }
}
